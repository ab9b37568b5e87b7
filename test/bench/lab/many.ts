import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Notebook } from './server.ts'

/** Live runs in a row, every second stopped in the middle: what they have left. */
export async function runMany(page: Page, { pid }: Notebook, runs: number) {
  const scene = page.locator('figure.scene:not(.task) > .lab')
  const play = scene.getByRole('button', { name: '▶ Запустить' })
  const stop = scene.getByRole('button', { name: '■ Остановить' })
  const before = { memory: readMemory(pid), left: countKin(pid) }
  for (let run = 0; run < runs; run++) {
    await play.click()
    if (run % 2 === 1) await stop.click()
    await play.waitFor()
  }
  return {
    runs,
    /** KiB. */
    grown: readMemory(pid) - before.memory,
    left: Math.max(0, countKin(pid) - before.left),
  }
}

/** What a process holds, KiB. */
function readMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
}

/** All processes that come of it, and all sockets at which they listen. */
function countKin(pid: number): number {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
  const kin = new Set([pid])
  for (let size = 0; size !== kin.size; ) {
    size = kin.size
    for (const [own = 0, parent = 0] of rows) if (kin.has(parent)) kin.add(own)
  }
  const listeners = execFileSync('ss', ['-Hltnp'], { encoding: 'utf8' }).split('\n')
  const own = listeners.filter((row) => [...kin].some((one) => row.includes(`pid=${one},`)))
  return kin.size + own.length
}
