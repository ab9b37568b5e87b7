import { chmodSync, chownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFile } from '../../src/files/replace-file.ts'
import { makeFolder } from '../helpers/folder.ts'

test('whoever had the old file open still reads all of it, and the new one is like it', async () => {
  const folder = await makeFolder({ a: 'старое' })
  const path = join(folder, 'a')
  chmodSync(path, 0o604)
  const before = statSync(path).ino
  replaceFile(path, 'новое')
  expect(readFileSync(path, 'utf8')).toBe('новое')
  expect(statSync(path).ino).not.toBe(before)
  expect(statSync(path).mode & 0o777).toBe(0o604)
  expect(readdirSync(folder)).toEqual(['a'])
})

test('a file that may not be written stays, though its folder may', async () => {
  const folder = await makeFolder({ a: 'старое' })
  const path = join(folder, 'a')
  chmodSync(path, 0o444)
  asNobody(folder, () => expect(() => replaceFile(path, 'новое')).toThrow('EACCES'))
  expect(readFileSync(path, 'utf8')).toBe('старое')
  expect(readdirSync(folder)).toEqual(['a'])
})

/** The administrator may write everywhere. */
function asNobody(folder: string, act: () => void): void {
  const nobody = 65_534
  const mighty = process.geteuid?.() === 0
  if (mighty) {
    chownSync(folder, nobody, nobody)
    process.seteuid?.(nobody)
  }
  try {
    act()
  } finally {
    if (mighty) process.seteuid?.(0)
  }
}
