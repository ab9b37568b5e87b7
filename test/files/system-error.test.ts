import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSystemError } from '../../src/files/system-error.ts'
import { makeFolder } from '../helpers/folder.ts'

/** What really comes of it here. */
async function fail(work: (folder: string) => unknown) {
  const folder = await makeFolder({ file: '' })
  symlinkSync('loop', join(folder, 'loop'))
  mkdirSync(join(folder, 'full/of'), { recursive: true })
  try {
    await work(folder)
  } catch (error) {
    return { error, folder, fault: readSystemError(error) }
  }
  throw new Error('it went well')
}

test.each<[string, (folder: string) => unknown, string, string]>([
  [
    'a file on the way',
    (f) => mkdirSync(join(f, 'file/a')),
    'на пути к папке стоит файл (ENOTDIR)',
    'file/a',
  ],
  [
    'a file in the way',
    (f) => mkdirSync(join(f, 'file')),
    'на месте папки стоит файл или ссылка, которая никуда не ведёт (EEXIST)',
    'file',
  ],
  [
    'a folder in the way',
    (f) => writeFileSync(join(f, 'full'), ''),
    'на месте файла стоит папка (EISDIR)',
    'full',
  ],
  [
    'too long a name',
    (f) => writeFileSync(join(f, 'ы'.repeat(200)), ''),
    'имя длиннее, чем здесь бывает (ENAMETOOLONG)',
    'ы'.repeat(200),
  ],
  [
    'a link to itself',
    (f) => readFileSync(join(f, 'loop')),
    'ссылка ведёт сама в себя (ELOOP)',
    'loop',
  ],
  [
    'no temporary folder',
    (f) => mkdtempSync(join(f, 'none/a-')),
    'нет папки для временных файлов (ENOENT)',
    'none/a-XXXXXX',
  ],
])('%s is told with its path and a remedy', async (_, work, fact, path) => {
  const { fault, folder } = await fail(work)
  expect(fault).toMatchObject({ fact, path: join(folder, path) })
  expect(fault?.remedy).toMatch(/^\p{Lu}.*\.$/u)
})

test('of two paths the one is told that was to be made', async () => {
  const { fault, folder } = await fail((f) => rename(join(f, 'file'), join(f, 'full')))
  expect(fault).toMatchObject({ path: join(folder, 'full') })
})

test('a library’s error is told by the system’s own within it', async () => {
  const { error, fault } = await fail((f) => mkdirSync(join(f, 'file/a')))
  expect(readSystemError(new Error('Build failed', { cause: error }))).toEqual(fault)
})

test('what may not be read and what may not be written are told apart', async () => {
  const folder = await makeFolder({ closed: '' })
  const script = `import fs from 'node:fs'
import { readSystemError } from ${JSON.stringify(join(import.meta.dirname, '../../src/files/system-error.ts'))}
const tell = (work) => { try { work(); return 'прошло' } catch (error) { return readSystemError(error)?.fact } }
fs.chmodSync('closed', 0)
fs.mkdirSync('shut', { mode: 0o555 })
fs.chmodSync('.', 0o755)
if (process.getuid() === 0) process.setuid(65534)
console.log([tell(() => fs.readFileSync('closed')), tell(() => fs.writeFileSync('shut/a', '')), tell(() => fs.mkdirSync('shut/b'))].join())`
  const loader = join(import.meta.dirname, '../../node_modules/tsx/dist/loader.mjs')
  const args = ['--import', loader, '--input-type=module', '-e', script]
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  const write = 'нет права на запись (EACCES)'
  expect(stdout).toBe(`нет права на чтение (EACCES),${write},${write}\n`)
})

test('what may be a mistake of ours is not explained away', async () => {
  expect((await fail((f) => readFileSync(join(f, 'none')))).fault).toBeUndefined()
  expect(readSystemError(new TypeError('x is not a function'))).toBeUndefined()
  expect(readSystemError(Object.assign(new Error('own'), { code: 'EACCES' }))).toBeUndefined()
  expect(readSystemError('text')).toBeUndefined()
})
