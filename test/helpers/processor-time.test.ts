import { execa } from 'execa'
import { expect, test } from 'vitest'
import { measure } from './processor-time.ts'

/** Works for so many milliseconds of processor time. */
const work = (milliseconds: number) =>
  `const limit = ${milliseconds * 1000}; for (;;) { const { user, system } = process.cpuUsage(); if (user + system > limit) break }`

test('the time of all that a command has started counts, orphans that are killed included', async () => {
  const orphan = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(`${work(400)}; process.kill(process.pid, 'SIGKILL')`)}], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] }).unref()`
  // Whoever holds its output open is alive: the command is through when the orphan is, too.
  const { cost } = await measure(() =>
    execa(process.execPath, ['-e', `${work(300)}; ${orphan}; process.exit()`]),
  )
  expect(cost.processor).toBeGreaterThan(0.6)
  expect(cost.clock).toBeGreaterThan(0.6)
})
