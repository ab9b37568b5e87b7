import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Notebook } from './server.ts'

/** The same program, started by a shell; milliseconds to its first line. */
export async function measurePeer({ program }: Notebook): Promise<number> {
  const begin = performance.now()
  const child = spawn('sh', ['-c', `PORT=0 exec "${process.execPath}" "${program}"`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const time = performance.now() - begin
  child.kill()
  await once(child, 'close')
  return time
}
