/**
 * A worker whose server was killed has nobody to end it, nor to remove what both of them have in the
 * folder for temporary files: it does so itself. What it forks is not to do so too.
 * @param debris folders of the server's own
 * @returns words for Node's command line
 */
export function minded(debris: readonly string[]): readonly string[] {
  return ['--import', `data:text/javascript,${encodeURIComponent(describeMind(debris))}`]
}

function describeMind(debris: readonly string[]): string {
  return `import { rmSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
const { env: { TMPDIR = '' }, execArgv, pid } = process
const own = execArgv.indexOf(import.meta.url)
if (own > 0) execArgv.splice(own - 1, 2)
const kill = (whom) => {
  // Where nobody else is there is nobody to be killed.
  try { process.kill(whom, 'SIGKILL') } catch {}
}
const end = () => {
  // In a process namespace of its own all that there is is its own.
  if (pid === 1) kill(-1)
  for (const path of ${JSON.stringify(debris)}.concat(TMPDIR || []))
    rmSync(path, { recursive: true, force: true })
  if (pid !== 1) kill(-pid)
  process.exit()
}
// The server may be gone before this is loaded.
if (isMainThread && process.connected) process.once('disconnect', end)
else if (isMainThread) end()`
}
