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
import { MARKER } from '../../../src/weave/site/marker.ts'
import { checkPlace, writeSite } from '../../../src/weave/site/write.ts'

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

test('of ours the folder holds just these pages, whatever it held before', () => {
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
  expect(readdirSync(out)).toEqual([MARKER, 'a.html'])
})

test('a write that fails at the last step is taken back, every file of it', () => {
  writeSite(site(['a.html', 'A'], ['old/b.html', 'B'], ['z.html', 'Z']), out)
  const marker = read(MARKER)
  // What stands in a page's way is found out at last only.
  rmSync(join(out, 'z.html'))
  symlinkSync('nowhere', join(out, 'z'))
  const [problem] = writeSite(site(['a.html', 'A2'], ['new/c.html', 'C'], ['z/d.html', 'D']), out)
  expect(problem?.fact).toContain('сайт не записан')
  expect([read('a.html'), read('old/b.html'), read(MARKER)]).toEqual(['A', 'B', marker])
  expect(readdirSync(out).sort()).toEqual([MARKER, 'a.html', 'old', 'z'])
})

test('what others have put into the folder stays', () => {
  writeSite(site(['a.html', 'A'], ['pics/b.svg', 'B']), out)
  mkdirSync(join(out, '.git'))
  writeFileSync(join(out, '.git/HEAD'), 'ref')
  writeFileSync(join(out, 'CNAME'), 'example.org')
  writeFileSync(join(out, 'pics/own.svg'), 'own')
  expect(writeSite(site(['c.html', 'C']), out)).toEqual([])
  expect(readdirSync(out).sort()).toEqual(['.git', MARKER, 'CNAME', 'c.html', 'pics'])
  expect(readdirSync(join(out, 'pics'))).toEqual(['own.svg'])
  expect([read('.git/HEAD'), read('CNAME')]).toEqual(['ref', 'example.org'])
})

test('a file of somebody else’s in the place of a page is refused and left alone', () => {
  writeSite(site(['a.html', 'A']), out)
  writeFileSync(join(out, 'b.html'), 'years of work')
  const [problem] = writeSite(site(['a.html', 'A2'], ['b.html', 'B']), out)
  expect(problem).toMatchObject({ place: { file: join(out, 'b.html') } })
  expect(problem?.fact).toContain('место файла сайта занято')
  expect([read('a.html'), read('b.html')]).toEqual(['A', 'years of work'])
})

test('a site that an earlier version made without a list is taken over', () => {
  mkdirSync(out)
  writeFileSync(join(out, MARKER), 'Сделано npm run build: правки здесь пропадут.\n')
  writeFileSync(join(out, 'a.html'), 'A')
  writeFileSync(join(out, 'CNAME'), 'example.org')
  expect(writeSite(site(['a.html', 'A2']), out)).toEqual([])
  expect([read('a.html'), read('CNAME')]).toEqual(['A2', 'example.org'])
})

test('a list that leads out of the folder removes nothing there', () => {
  writeSite(site(['a.html', 'A']), out)
  writeFileSync(join(home, 'thesis.txt'), 'years of work')
  writeFileSync(join(out, MARKER), JSON.stringify({ files: ['../thesis.txt', 'a.html'] }))
  expect(writeSite(site(['b.html', 'B']), out)).toEqual([])
  expect(readdirSync(home).sort()).toEqual(['dist', 'thesis.txt'])
  expect(readdirSync(out).sort()).toEqual([MARKER, 'b.html'])
})

test('a folder that holds nothing but what Git keeps is as good as empty', () => {
  mkdirSync(join(out, '.git'), { recursive: true })
  expect(writeSite(site(['a.html', 'A']), out)).toEqual([])
  expect(readdirSync(out).sort()).toEqual(['.git', MARKER, 'a.html'])
})

test('a write that is killed leaves the old site; the next one clears up', async () => {
  writeSite(site(['a.html', 'A']), out)
  await killInTheMiddle()
  expect(read('a.html')).toBe('A')
  expect(readdirSync(out).length).toBeGreaterThan(2)
  expect(writeSite(site(['a.html', 'A2']), out)).toEqual([])
  expect(read('a.html')).toBe('A2')
  expect(readdirSync(out)).toEqual([MARKER, 'a.html'])
})

/** Writes an endless site in a process of its own and kills it once that has begun. */
async function killInTheMiddle(): Promise<void> {
  const program = `
    import { checkPlace, writeSite } from ${JSON.stringify(new URL('../../../src/weave/site/write.ts', import.meta.url))}
    function* pages() { for (let i = 0; ; i += 1) yield ['page-' + i + '.html', 'x'] }
    writeSite({ size: -1, [Symbol.iterator]: pages }, ${JSON.stringify(out)})`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program])
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (readdirSync(out).length === 2 && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  child.kill('SIGKILL')
  await ended
}

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
  const complain = (place: string) => writeSite(site(['a.html', 'A']), place)[0]?.fact
  expect(complain(out)).toContain('на месте папки стоит файл')
  expect(complain(join(out, 'deeper'))).toContain('на пути к папке стоит файл')
  expect(complain(join(out, 'much/deeper'))).toContain('на пути к папке стоит файл')
  expect(readFileSync(out, 'utf8')).toBe('a file')
})

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written to is a problem', () => {
  chmodSync(home, 0o500)
  const [problem] = writeSite(site(['a.html', 'A']), out)
  chmodSync(home, 0o700)
  expect(problem?.fact).toContain('EACCES')
})

test('a folder that cannot be made is told at its path before there is a site', async () => {
  symlinkSync('nowhere', join(home, 'link'))
  for (const path of [join(home, 'link'), '/dev/null/x', `/tmp/${'x/'.repeat(3000)}`]) {
    const [problem] = checkPlace(path)
    expect(problem?.fact).toMatch(/^сайт не записан: [а-я]/)
    expect(problem?.place.file).toContain(path.slice(0, 20).split('/').at(1))
  }
  expect(checkPlace(join(home, 'a/b'))).toEqual([])
  expect(readdirSync(home)).toEqual(['link'])
})

test.runIf(process.platform === 'linux')('/proc takes no folder, whoever asks', () => {
  expect(checkPlace('/proc/atk')[0]?.fact).toMatch(/^сайт не записан: [а-я]/)
})
