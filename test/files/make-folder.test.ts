import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder, unmakeFolder } from '../../src/files/make-folder.ts'
import { makeFolder as makeHome } from '../helpers/folder.ts'

test('folders above are made too, and told; what is empty goes again', async () => {
  const home = await makeHome()
  const path = join(home, 'a/b/c')
  expect(makeFolder(path)).toBe(join(home, 'a'))
  expect(makeFolder(path)).toBeUndefined()
  unmakeFolder(path, join(home, 'a'))
  expect(existsSync(join(home, 'a'))).toBe(false)
  expect(existsSync(home)).toBe(true)
})

test('where no folder can be made it is refused, and not asked for ever', async () => {
  const link = join(await makeHome(), 'link')
  symlinkSync('nowhere', link)
  const long = `/tmp/${'папка/'.repeat(1000)}`
  for (const path of [link, `${link}/x`, '/dev/null/x', long]) {
    expect(() => makeFolder(path), path).toThrow()
  }
  if (process.platform === 'linux') expect(() => makeFolder('/proc/atk/x')).toThrow('ENOENT')
})
