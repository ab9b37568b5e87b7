import { expect, test } from 'vitest'
import { tangle } from '../../src/tangle/tangle.ts'
import { fence, parseSound } from '../helpers/chapter.ts'

/** A chapter with every kind of file. */
const text = [
  '---\npart: Основы\nsummary: Кратко\n---\n',
  '# Глава\n',
  fence('ts file=a.ts', 'const a = 0'),
  'Проза.\n',
  fence('ts file=b.ts', 'const b = 0', '', 'const c = 0'),
  fence('ts check', "test('один', () => {})"),
  fence('console', '$ true'),
  fence('ts file=a.ts', 'const d = 0'),
  fence('ts error=2322', "const x: number = ''"),
  fence('ts check', "test('два', () => {})"),
  fence('diff mutant=zero breaks="один"', '-const d = 0', '+const d = 1'),
].join('\n')

test.each([
  ['LF', text],
  ['CRLF', text.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\uFEFF${text}`],
  ['both', `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ['no line end at the end', text.trimEnd()],
])('line N of whatever is made is line N of the chapter, with %s', (_name, raw) => {
  const chapter = parseSound(raw)
  const source = chapter.text.split('\n')
  const [tangled] = tangle([chapter]).chapters
  const files = tangled?.files ?? []
  expect(files.map(({ path, role }) => [path, role])).toEqual([
    ['a.ts', 'program'],
    ['b.ts', 'program'],
    ['chapter.check.ts', 'check'],
    ['error.32.ts', 'error'],
    ['mutant-zero/a.ts', 'program'],
    ['mutant-zero/b.ts', 'program'],
    ['mutant-zero/chapter.check.ts', 'check'],
  ])
  for (const file of files.filter(({ path }) => !path.includes('mutant-'))) {
    const lines = file.text.split('\n')
    const own = lines.filter((line, index) => line !== '' && line === source[index])
    const made = lines.filter((line, index) => line !== '' && line !== source[index])
    expect(own.length).toBeGreaterThan(0)
    // The import of the harness and the scene's call are the only lines that no author wrote.
    expect(
      made.every((line) =>
        /^(import .* from 'live-sockets\/check'|scene\("line-24"\))$/.test(line),
      ),
    ).toBe(true)
  }
})

test('snippets of one program join at their own lines, those of others stay out', () => {
  const [tangled] = tangle([parseSound(text)]).chapters
  const a = tangled?.programs.find(({ file }) => file === 'a.ts')
  expect(a?.text).toBe(`${'\n'.repeat(8)}const a = 0${'\n'.repeat(20)}const d = 0\n`)
  expect(a?.place).toMatchObject({ line: 8, column: 1 })
})

test('the checks of a mutant do not play the scenes', () => {
  const [tangled] = tangle([parseSound(text)]).chapters
  const [own, mutant] = tangled?.files.filter(({ role }) => role === 'check') ?? []
  expect(own?.text).toContain('scene("line-24")')
  expect(mutant?.text).not.toContain('scene("')
  expect(mutant?.text).toContain("test('два'")
})
