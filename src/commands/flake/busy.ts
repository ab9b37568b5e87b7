import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Works without rest, and ends when the one who started it is gone, whatever way that went. */
const WORK =
  'const parent = process.ppid; while (process.ppid === parent) for (let i = 0; i < 1e7; i++);'

/** Keeps every processor busy until it is told to stop. */
export function occupyProcessors(): () => void {
  const children = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', WORK], { stdio: 'ignore' }),
  )
  const stop = () => {
    for (const child of children) child.kill('SIGKILL')
    process.off('exit', stop)
  }
  process.on('exit', stop)
  return stop
}
