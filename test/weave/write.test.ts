import { spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MARKER, writeSite } from '../../src/weave/write.ts'

let home = ''
let out = ''

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'weave-'))
  out = join(home, 'dist')
})

afterEach(() => {
  rmSync(home, { recursive: true, force: true })
})

const site = (...entries: [string, string][]): Map<string, string> => new Map(entries)
const read = (path: string): string => readFileSync(join(out, path), 'utf8')

test('the folder holds just these pages, whatever it held before', () => {
  expect(writeSite(site(['a.html', 'A'], ['pics/b.svg', 'B']), out)).toEqual([])
  expect(writeSite(site(['a.html', 'A2'], ['c.html', 'C']), out)).toEqual([])
  expect(readdirSync(out).sort()).toEqual([MARKER, 'a.html', 'c.html'])
  expect(read('a.html')).toBe('A2')
  expect(readdirSync(home)).toEqual(['dist'])
})

test('pages that have not changed keep their files', () => {
  writeSite(site(['a.html', 'A'], ['b.html', 'B']), out)
  const before = statSync(join(out, 'a.html'))
  writeSite(site(['a.html', 'A'], ['b.html', 'B2']), out)
  expect(statSync(join(out, 'a.html')).ino).toBe(before.ino)
  expect(read('b.html')).toBe('B2')
})

test('a site that has not changed is left alone', () => {
  writeSite(site(['a.html', 'A']), out)
  const before = statSync(out).ino
  writeSite(site(['a.html', 'A']), out)
  expect(statSync(out).ino).toBe(before)
})

test('a write that fails half-way leaves the old site and nothing else', () => {
  writeSite(site(['a.html', 'A']), out)
  const [problem] = writeSite(site(['a.html', 'A2'], [`${'x'.repeat(300)}.html`, 'B']), out)
  expect(problem?.fact).toContain('сайт не записан')
  expect(read('a.html')).toBe('A')
  expect(readdirSync(home)).toEqual(['dist'])
})

test('a write that is killed leaves the old site; the next one clears up', async () => {
  writeSite(site(['a.html', 'A']), out)
  await killInTheMiddle()
  expect(read('a.html')).toBe('A')
  expect(readdirSync(home).length).toBeGreaterThan(1)
  expect(writeSite(site(['a.html', 'A2']), out)).toEqual([])
  expect(read('a.html')).toBe('A2')
  expect(readdirSync(home)).toEqual(['dist'])
})

/** Writes an endless site in a process of its own and kills it once that has begun. */
async function killInTheMiddle(): Promise<void> {
  const program = `
    import { writeSite } from ${JSON.stringify(new URL('../../src/weave/write.ts', import.meta.url))}
    function* pages() { for (let i = 0; ; i += 1) yield ['page-' + i + '.html', 'x'] }
    writeSite({ size: -1, [Symbol.iterator]: pages }, ${JSON.stringify(out)})`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program])
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (readdirSync(home).length === 1 && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  child.kill('SIGKILL')
  await ended
}

test('an old site that a killed write has moved away comes back', () => {
  mkdirSync(join(home, '.dist.weave-old-999999999'))
  writeFileSync(join(home, '.dist.weave-old-999999999', MARKER), '')
  writeFileSync(join(home, '.dist.weave-old-999999999', 'a.html'), 'A')
  const [problem] = writeSite(site([`${'x'.repeat(300)}.html`, 'B']), out)
  expect(problem).toBeDefined()
  expect(read('a.html')).toBe('A')
})

test('a folder with somebody else’s files is refused and left alone', () => {
  mkdirSync(out)
  writeFileSync(join(out, 'thesis.txt'), 'years of work')
  const [problem] = writeSite(site(['a.html', 'A']), out)
  expect(problem?.fact).toContain('чужие файлы')
  expect(readdirSync(out)).toEqual(['thesis.txt'])
})

test('an empty folder and one that does not exist yet will do', () => {
  mkdirSync(out)
  expect(writeSite(site(['a.html', 'A']), out)).toEqual([])
  expect(writeSite(site(['a.html', 'A']), join(home, 'deep/er'))).toEqual([])
  expect(readFileSync(join(home, 'deep/er/a.html'), 'utf8')).toBe('A')
})

test('a link to a folder stays a link', () => {
  mkdirSync(join(home, 'real'))
  symlinkSync(join(home, 'real'), out)
  writeSite(site(['a.html', 'A']), out)
  expect(readFileSync(join(home, 'real/a.html'), 'utf8')).toBe('A')
  expect(readdirSync(home).sort()).toEqual(['dist', 'real'])
})

test('a file in the folder’s place or on the way to it is a problem, not a crash', () => {
  writeFileSync(out, 'a file')
  expect(writeSite(site(['a.html', 'A']), out)[0]?.fact).toContain('файл')
  expect(writeSite(site(['a.html', 'A']), join(out, 'deeper'))[0]?.fact).toContain('файл')
  expect(readFileSync(out, 'utf8')).toBe('a file')
})

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written to is a problem', () => {
  chmodSync(home, 0o500)
  const [problem] = writeSite(site(['a.html', 'A']), out)
  chmodSync(home, 0o700)
  expect(problem?.fact).toContain('EACCES')
})
