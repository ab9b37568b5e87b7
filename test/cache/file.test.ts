import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findRefusal, readCache, writeCache } from '../../src/cache/file.ts'
import { makeFolder } from '../helpers/folder.ts'

test('what was written is read again', async () => {
  const path = join(await makeFolder(), 'deep/er/a.json')
  await writeCache(path, { a: [1] })
  expect(await readCache(path)).toEqual({ a: [1] })
  expect(findRefusal()).toBeUndefined()
})

test('where nothing may be written that is no failure, but it is known', async () => {
  const folder = await makeFolder({ build: '' })
  const path = join(folder, 'build/a.json')
  await writeCache(path, {})
  expect(findRefusal()).toMatchObject({
    path: join(folder, 'build'),
    fact: expect.stringMatching(/E\w+/),
  })
  expect(await readCache(path)).toBeUndefined()
})

test('what cannot be written at all is a mistake of ours', async () => {
  const path = join(await makeFolder(), 'a.json')
  await expect(writeCache(path, 1n)).rejects.toThrow(TypeError)
})
