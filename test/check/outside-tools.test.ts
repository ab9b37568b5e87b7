import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { describeTool, findTools } from '../../src/check/outside-tools.ts'
import { blocksOf, fence, parseSound } from '../helpers/chapter.ts'
import { makeFolder } from '../helpers/folder.ts'

afterEach(() => vi.unstubAllEnvs())

const long = (length: number) => 'a'.repeat(length)

test.each([
  ['a word of any length', fence('console', `$ echo ${long(256)} ${long(3000)}`)],
  ['a token', fence('json', `{ "jwt": "ey${long(300)}.ey${long(800)}.${long(43)}" }`)],
  ['a quoted word in code', fence('ts file=a.ts', `console.log('${long(300)}')`)],
  ['letters of many bytes', fence('console', `$ echo a${'щ'.repeat(254)}`)],
])('%s is no command, and no failure', (_, block) => {
  const tools = findTools(parseSound(`# T\n\n${block}`).blocks)
  expect(tools.every((name) => name.length < 256)).toBe(true)
})

test('a PATH with all that may stand in it', async () => {
  const home = await makeFolder({ 'good/tool': '', file: '' })
  chmodSync(join(home, 'good/tool'), 0o755)
  mkdirSync(join(home, 'closed'), { mode: 0 })
  symlinkSync('loop', join(home, 'loop'))
  symlinkSync('none', join(home, 'good/broken'))
  const names = ['closed', 'file', 'loop', 'none', long(300), 'good']
  vi.stubEnv('PATH', ['', ...names.map((name) => join(home, name))].join(delimiter))
  expect(describeTool('tool')).toMatch(/good\/tool 0 \d/)
  expect(describeTool('broken')).toBeUndefined()
  const chapter = parseSound(`# T\n\n${fence('console', '$ tool broken none')}`)
  expect(findTools(blocksOf(chapter, 'console'))).toEqual(['tool'])
})
