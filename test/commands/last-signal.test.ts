import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { ROOT } from '../../src/files/root.ts'

/** A command in a process of its own, and what came of it. */
async function run(body: string) {
  const script = `import { runCommand } from ${JSON.stringify(join(ROOT, 'src/cli/arguments.ts'))}
process.exit(await runCommand({ usage: '' }, async () => { ${body} }))`
  const { exitCode, stderr } = await execa('tsx', ['--input-type=module', '-e', script], {
    preferLocal: true,
    cwd: ROOT,
    reject: false,
    timeout: 20_000,
  })
  return { exitCode, stderr }
}

const LATE = "setTimeout(() => process.kill(process.pid, 'SIGINT'), 20)"

test.each([
  ['an error', `${LATE}; throw new Error('The service was stopped')`],
  [
    'one that nobody awaits',
    `${LATE}; Promise.reject(new Error('stopped')); await new Promise(() => setTimeout(() => {}, 5000))`,
  ],
  [
    'one that nobody catches',
    `${LATE}; setTimeout(() => { throw new Error('stopped') }); await new Promise(() => setTimeout(() => {}, 5000))`,
  ],
  [
    'many that nobody awaits',
    `${LATE}; for (let i = 0; i < 5; i++) Promise.reject(new Error('stopped')); await new Promise(() => setTimeout(() => {}, 5000))`,
  ],
])('%s that a signal has brought about is none of the engine', async (_, body) => {
  expect(await run(body)).toEqual({ exitCode: 130, stderr: '' })
})

test('an error without a signal is one', async () => {
  const { exitCode, stderr } = await run("throw new Error('stopped')")
  expect(exitCode).toBe(1)
  expect(stderr).toContain('Это ошибка движка')
})
