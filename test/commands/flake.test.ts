import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { start } from '../helpers/command.ts'
import { forgetBuild, makeFolder } from '../helpers/folder.ts'
import { findSurvivors, listDescendants } from '../helpers/processes.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const COURSE = 'test/fixtures/courses/flaky'

test('what fails every other time is counted, with the line that did not come true', async () => {
  forgetBuild(COURSE)
  const home = await makeFolder()
  const save = join(home, 'flake.md')
  const { exitCode, stdout } = await start(
    'flake',
    ['--chapters', COURSE, '--times', '4', '--save', save, '1'],
    { env: { HOME: home } },
  )
  const file = `${COURSE}/01-coin.md`
  expect(stdout).toMatch(/глав 1, прогонов 4, нагрузка машины \d+,\d, процессоров \d/)
  expect(stdout).toContain(`| 2 из 4 | ${file}:18:1 | сцена | терминал 1 напечатал не то`)
  expect(stdout).toContain(`| 2 из 4 | ${file}:20:1 | строка сцены | терминал 1 напечатал не то`)
  expect(stdout).not.toContain('никогда не краснеет')
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('2 из 8')
  expect(readFileSync(save, 'utf8')).toBe(stdout)
  expect(exitCode).toBe(1)
})

test('with every processor busy; Ctrl+C leaves nothing behind', async () => {
  forgetBuild(COURSE)
  const home = await makeFolder()
  const running = start('flake', ['--chapters', COURSE, '--times', '9999', '--busy'], {
    env: { HOME: home },
  })
  const pid = running.pid as number
  const isBusy = ({ command }: { command: string }) => command.includes('process.ppid === parent')
  await expect
    .poll(() => listDescendants(pid).filter(isBusy).length, { timeout: 40_000 })
    .not.toBe(0)
  await expect
    .poll(() => listDescendants(pid).some(({ command }) => command.includes('forks.js')), {
      timeout: 40_000,
    })
    .toBe(true)
  const family = listDescendants(pid)
  process.kill(-pid, 'SIGINT')
  expect((await running).exitCode).toBe(130)
  expect(await findSurvivors(family)).toEqual([])
})

test('a number of runs that is none is refused', async () => {
  const { exitCode, stderr } = await start('flake', ['--times', 'много'])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--times — число прогонов')])
})
