import { chmodSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { describeTool, findTools } from '../../../src/check/outside-tools.ts'
import type { Block } from '../../../src/course/types.ts'
import { cleanEnvironment } from '../../../src/run/process/environment.ts'
import { findExecutable, searchPath } from '../../../src/run/process/executable.ts'
import { makeFolder } from '../../helpers/folder.ts'

afterEach(() => vi.unstubAllEnvs())

/** A command that prints its own place, and the folder it is in. */
async function makeCommand(folder: string, name = 'say-where'): Promise<string> {
  const home = join(await makeFolder(), folder)
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, name), '#!/bin/sh\necho "$0"\n', { mode: 0o755 })
  return home
}

test('what starts a command, what misses it and what the evidence depends on see the same file', async () => {
  const [packages, system] = [
    await makeCommand('node_modules/.bin'),
    await makeCommand('it has node_modules in its name'),
  ]
  vi.stubEnv('PATH', `${packages}:${system}:${process.env.PATH}`)
  const file = join(system, 'say-where')
  expect(findExecutable('say-where')).toBe(file)
  expect(describeTool('say-where')).toMatch(new RegExp(`^${realpathSync(file)} `))
  const block = { kind: 'console', lines: ['$ say-where'] } as unknown as Block
  expect(findTools([block])).toEqual(['say-where'])
  expect(cleanEnvironment().PATH?.split(':')).toContain(system)
  expect(cleanEnvironment().PATH?.split(':')).not.toContain(packages)
})

test('a file that may not be run, and a folder, are no commands', async () => {
  const home = await makeCommand('bin')
  mkdirSync(join(home, 'folder'))
  vi.stubEnv('PATH', home)
  chmodSync(join(home, 'say-where'), 0o644)
  // An administrator may run what anybody may: here nobody may.
  expect(findExecutable('say-where')).toBeUndefined()
  expect(describeTool('say-where')).toBeUndefined()
  expect(findExecutable('folder')).toBeUndefined()
})

test('node is the Node that runs us, whichever comes first in PATH', async () => {
  const home = await makeCommand('bin', 'node')
  vi.stubEnv('PATH', `${home}:/usr/bin:/bin`)
  expect(searchPath().split(':')[0]).toBe(dirname(process.execPath))
  const ours = join(await makeFolder(), 'bin')
  mkdirSync(ours)
  symlinkSync(process.execPath, join(ours, 'node'))
  vi.stubEnv('PATH', `${ours}:/usr/bin:/bin`)
  expect(searchPath()).toBe(`${ours}:/usr/bin:/bin`)
})
