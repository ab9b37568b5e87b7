import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeFiles } from '../../src/files/write-folder.ts'
import { makeFolder } from '../helpers/folder.ts'

const long = new Date('2001-01-01')

async function list(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort()
}

test('only what changed is written', async () => {
  const folder = await makeFolder()
  const files = { 'one/a.ts': 'a', 'one/b.ts': 'b' }
  expect(await writeFiles(folder, new Map(Object.entries(files)))).toEqual(['one/a.ts', 'one/b.ts'])
  await utimes(join(folder, 'one/a.ts'), long, long)
  const next = { ...files, 'one/b.ts': 'B' }
  expect(await writeFiles(folder, new Map(Object.entries(next)))).toEqual(['one/b.ts'])
  expect((await stat(join(folder, 'one/a.ts'))).mtime).toEqual(long)
  expect(await readFile(join(folder, 'one/b.ts'), 'utf8')).toBe('B')
})

test('orphans go, with their folders; what may stay stays', async () => {
  const folder = await makeFolder({
    'one/a.ts': 'a',
    'one/old.ts': 'x',
    'one/a.js': 'js',
    'one/mutant-x/a.ts': 'x',
    'two/b.ts': 'x',
  })
  await mkdir(join(folder, 'empty'))
  await writeFiles(folder, new Map([['one/a.ts', 'a']]), (path) => path.endsWith('.js'))
  expect(await list(folder)).toEqual(['one', 'one/a.js', 'one/a.ts'])
})

test('nothing beside the folder is touched', async () => {
  const home = await makeFolder({ 'course-1/x.ts': 'x', 'course-11/y.ts': 'y', 'z.ts': 'z' })
  await writeFiles(join(home, 'course-1'), new Map([['a.ts', 'a']]))
  expect(await list(home)).toEqual([
    'course-1',
    'course-1/a.ts',
    'course-11',
    'course-11/y.ts',
    'z.ts',
  ])
})

test('no files at all empty the folder, one that is not there stays so', async () => {
  const folder = await makeFolder({ 'a.ts': 'a' })
  await writeFiles(folder, new Map())
  expect(await list(folder)).toEqual([])
  expect(await writeFiles(join(folder, 'none'), new Map())).toEqual([])
  await writeFile(join(folder, 'still-works'), '')
})
