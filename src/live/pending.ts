import type { Gesture } from './message.ts'
import type { Run } from './run.ts'

/** What the reader has asked to be run: he may act on it, and stop it, before anything of it has begun. */
export interface PendingRun extends Pick<Run, 'gesture' | 'stop' | 'kill'> {
  /** He wants it no more: what is being prepared for it need not be. */
  readonly signal: AbortSignal
  /** It has begun; what was done so far is done to it. */
  attach(run: Run): void
}

/** @param reason what whoever prepares it is told when it is stopped */
export function createPendingRun(reason: Error): PendingRun {
  let run: Run | undefined
  const control = new AbortController()
  const gestures: Gesture[] = []
  return {
    signal: control.signal,
    gesture(gesture) {
      if (run === undefined) gestures.push(gesture)
      else run.gesture(gesture)
    },
    stop() {
      control.abort(reason)
      run?.stop()
    },
    kill() {
      control.abort(reason)
      run?.kill()
    },
    attach(own) {
      run = own
      for (const gesture of gestures.splice(0)) own.gesture(gesture)
    },
  }
}
