import type { Gesture } from './message.ts'
import type { Run } from './run.ts'

/** A run that is being prepared: what the reader does meanwhile is not lost. */
export interface PendingRun extends Pick<Run, 'gesture' | 'stop' | 'kill'> {
  /** It has begun; what was done so far is done to it. */
  attach(run: Run): void
}

export function createPendingRun(): PendingRun {
  let run: Run | undefined
  const done: ((run: Run) => void)[] = []
  const act = (what: (run: Run) => void) => {
    if (run === undefined) done.push(what)
    else what(run)
  }
  return {
    gesture: (gesture: Gesture) => act((own) => own.gesture(gesture)),
    stop: () => act((own) => own.stop()),
    kill: () => act((own) => own.kill()),
    attach(own) {
      run = own
      for (const what of done.splice(0)) what(own)
    },
  }
}
