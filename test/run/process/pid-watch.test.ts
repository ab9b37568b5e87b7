import { execa } from 'execa'
import { expect, test } from 'vitest'
import { ROOT } from '../../../src/files/root.ts'

const SCRIPT = `
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { watchPids } from './src/run/process/pid-watch.ts'
const greatest = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'))
writeFileSync('/proc/sys/kernel/ns_last_pid', String(greatest - 3))
const watch = watchPids(() => false, () => undefined)
const pids = Array.from({ length: 6 }, () => {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }))
})
console.log(JSON.stringify({
  over: pids[0] > pids.at(-1),
  given: pids.every((pid) => watch.had(pid)),
  others: [greatest - 5, greatest + 1, 50_000_000, 3, 299, Math.max(...pids.slice(3)) + 100].filter(watch.had),
}))`

/** Numbers of its own, of which the last one given out may be set: proc(5), ns_last_pid. */
const island = ['-rpf', '--mount-proc', process.execPath]
const { failed } = await execa('unshare', [...island, '-e', ''], { reject: false })

test.skipIf(failed)('numbers that begin anew while a scene is played are known too', async () => {
  const node = ['--import', 'tsx', '--input-type=module', '-e', SCRIPT]
  const { stdout } = await execa('unshare', [...island, ...node], { cwd: ROOT })
  expect(JSON.parse(stdout)).toEqual({ over: true, given: true, others: [] })
})
