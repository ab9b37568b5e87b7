import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeOwnFile, putAside } from '../../src/workspace/own-file.ts'
import { makeFolder } from '../helpers/folder.ts'

test('what the reader has written nothing overwrites', async () => {
  const path = join(await makeFolder(), 'my/first-server/server.ts')
  expect(makeOwnFile(path, 'начало\n')).toBe(true)
  writeFileSync(path, 'моё\n')
  expect(makeOwnFile(path, 'начало\n')).toBe(false)
  expect(readFileSync(path, 'utf8')).toBe('моё\n')
  expect(readdirSync(join(path, '..'))).toEqual(['server.ts'])
})

test('each time another name is found for what is put aside', async () => {
  const folder = await makeFolder({ 'a.ts': '1' })
  const path = join(folder, 'a.ts')
  expect(putAside(path)).toBe('a.ts.old')
  expect(putAside(path)).toBe(undefined)
  writeFileSync(path, '2')
  expect(putAside(path)).toBe('a.ts.old-2')
  writeFileSync(path, '3')
  expect(putAside(path)).toBe('a.ts.old-3')
  expect(readdirSync(folder).sort()).toEqual(['a.ts.old', 'a.ts.old-2', 'a.ts.old-3'])
})
