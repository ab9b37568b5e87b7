import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRest } from '../../../src/run/process/idle.ts'
import { waitFor } from '../../../src/run/process/wait.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'

expectNoLeaks()

describe('rest', () => {
  test('comes when a program waits, not while it works', async () => {
    const used = 'process.cpuUsage().user + process.cpuUsage().system'
    const code = `while (${used} < 400000); process.stdin.resume()`
    const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'ignore', 'ignore'] })
    const rest = createRest()
    expect(await waitFor(() => rest.quiet([child.pid ?? 0]) > 40, 20_000)).toBe(true)
    const [user = 0, system = 0] =
      readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ')
        .slice(11, 13)
        .map(Number) ?? []
    // Clock ticks of 10 ms.
    expect(user + system).toBeGreaterThanOrEqual(38)
    child.stdin?.end()
    await new Promise((resolve) => child.once('exit', resolve))
  })
})
