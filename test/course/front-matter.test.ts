import { expect, test } from 'vitest'
import { parseFrontMatter } from '../../src/course/front-matter.ts'
import { complaints, parseSound } from '../helpers/chapter.ts'

const file = 'chapters/03-case.md'

test('part and summary are taken off the top, and blank lines keep the numbers', () => {
  const text = '---\npart: Основы\nsummary: "Кто ждёт: и кого"\n---\n# Глава\n'
  const { front, body, problems } = parseFrontMatter(text, file)
  expect(problems).toEqual([])
  expect(front).toMatchObject({ part: 'Основы', summary: 'Кто ждёт: и кого' })
  expect(body).toBe('\n\n\n\n# Глава\n')
})

test('a chapter without it, or with an empty one, is just text', () => {
  expect(parseFrontMatter('# Глава\n---\n', file)).toMatchObject({ front: {}, problems: [] })
  expect(parseFrontMatter('---\n---\n# Глава\n', file)).toMatchObject({ front: {}, problems: [] })
})

test.each([
  ['\n', ''],
  ['\r\n', ''],
  ['\n', '\uFEFF'],
  ['\r\n', '\uFEFF'],
])('line ends %j and the mark %j change nothing', (end, mark) => {
  const lines = ['---', 'part: Основы', '---', '# Глава', '', '```ts check', '// 7', '```', '']
  const chapter = parseSound(mark + lines.join(end))
  expect(chapter).toMatchObject({ part: 'Основы', title: 'Глава', text: lines.join('\n') })
  expect(chapter.blocks[0]).toMatchObject({ place: { line: 6 }, lines: ['// 7'] })
})

const remedy = /^В шапке бывают .*part и summary/

test('bad YAML is complained of at its own line of the chapter', () => {
  const { problems } = parseFrontMatter(
    '---\npart: Основы\nsummary: "не закрыта\n---\n# Глава\n',
    file,
  )
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ place: { file, line: 3 } })
  expect(problems[0]?.remedy).toMatch(remedy)
  expect(problems[0]?.fact).toMatch(/^шапка главы не читается как YAML: \S/)
  // YAML counts its lines from its own first one: two numbers would contradict each other.
  expect(problems[0]?.fact).not.toContain('line 2')
})

test('an unknown key and a value that is not text are complained of at their lines', () => {
  expect(complaints('---\npart: Основы\npartial: да\nsummary: 7\n---\n# Глава\n')).toEqual([
    '3:1 незнакомый ключ «partial» в шапке',
    '4:1 «summary» в шапке главы — не строка',
  ])
})

test('a key is found at its own line, though another one begins with the same letters', () => {
  expect(complaints('---\npartial: да\npart: 7\n---\n# Глава\n')).toEqual([
    '2:1 незнакомый ключ «partial» в шапке',
    '3:1 «part» в шапке главы — не строка',
  ])
})

test('a list in its place is complained of', () => {
  expect(complaints('---\n- part\n---\n# Глава\n')).toEqual(['2:1 шапка главы — не список ключей'])
})

test('Markdown emphasis, which YAML takes for an alias, is a located complaint too', () => {
  const found = complaints('---\npart: Основы\nsummary: *важно*\n---\n# Глава\n')
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(/^3:\d+ /)
})

test('front matter that is never closed is complained of, not shown as prose', () => {
  expect(complaints('---\npart: Основы\n\n# Глава\n')).toEqual(['1:1 шапка главы не закрыта'])
})

test('a claim that is history says so, and anything else behind the verdict is complained of', () => {
  const chapter = parseSound('---\nclaims:\n  1.10: О\n  2.8: О, история\n---\n# Глава\n')
  expect(chapter.claims.map(({ number, history }) => [number, history])).toEqual([
    ['1.10', false],
    ['2.8', true],
  ])
  expect(complaints('---\nclaims:\n  2.8: О, может быть\n---\n# Глава\n')).toEqual([
    '3:3 непонятное утверждение в шапке главы',
  ])
})

test.each(['В', 'Н'])('a claim of history is never %s: no check has shown that', (verdict) => {
  const text = `---\nclaims:\n  1.10: О\n  1.3: ${verdict}, история — 1982 год\n---\n# Глава\n`
  expect(complaints(text)).toEqual([`4:3 приговор «${verdict}, история» вынесен без проверки`])
})

test('behind a dash a claim tells what is said', () => {
  const text =
    '---\nclaims:\n  1.9: Н — listen(5) — пять мест\n  2.8: О, история — 1982 год\n---\n# Глава\n'
  expect(parseSound(text).claims).toMatchObject([
    { number: '1.9', verdict: 'Н', text: 'listen(5) — пять мест', history: false },
    { number: '2.8', verdict: 'О', text: '1982 год', history: true },
  ])
})

test('words that the chapter explains are read with their meanings', () => {
  const chapter = parseSound('---\nterms:\n  сокет: Конец канала.\n---\n# Глава\n')
  expect(chapter.terms).toMatchObject([
    { word: 'сокет', meaning: 'Конец канала.', place: { line: 3, column: 3 } },
  ])
  expect(complaints('---\nterms:\n  сокет: 7\n---\n# Глава\n')).toEqual([
    '3:3 непонятное слово в шапке главы',
  ])
})

test('front matter below blank lines is complained of, not shown as a heading', () => {
  expect(complaints('\n\n---\npart: Основы\n---\n# Глава\n')).toEqual([
    '3:1 шапка главы стоит не в первой строке файла',
  ])
  expect(complaints('\n---\n\n# Глава\n')).toEqual([])
})

test.each([
  [
    'summary: это: сломано',
    '2:10 шапка главы не читается как YAML: в значении стоит двоеточие с пробелом',
  ],
  ['claims:', '2:1 после «claims:» в шапке главы пусто'],
  ['terms:', '2:1 после «terms:» в шапке главы пусто'],
  ['part:', '2:1 после «part:» в шапке главы пусто'],
  ['part: а\npart: б', '3:1 шапка главы не читается как YAML: один ключ стоит дважды'],
  [
    'part: @а',
    '2:7 шапка главы не читается как YAML: значение начинается со знака, который в YAML служебный',
  ],
  [
    'part: "а',
    '2:9 шапка главы не читается как YAML: не хватает знака: кавычки, скобки или двоеточия',
  ],
  ['claims:\n\t1.1: В', '3:1 шапка главы не читается как YAML: отступ сделан табуляцией'],
  ['просто слова', '2:1 шапка главы — не список ключей'],
])('what is wrong with %j is told in the author’s language', (front, expected) => {
  expect(complaints(`---\n${front}\n---\n# Глава\n`)).toEqual([expected])
})

test.each(['https://github.com:порт/имя/курс', "'https://[/x.y'", 'https://a b/c'])(
  'an address that is none is complained of at its line: %s',
  (address) => {
    expect(complaints(`---\nlicense: MIT\nrepository: ${address}\n---\n# Курс\n`)).toEqual([
      '3:1 «repository» в шапке — не адрес репозитория',
    ])
  },
)

test.each(['**важно**', '[x](./nope.md)', '<b>x</b>', '{{x}}', '$$x$$'])(
  'markup in front matter, which nobody renders, is complained of: %s',
  (text) => {
    const front = `---\nsummary: "о ${text}"\nterms:\n  слово: "это ${text}"\n---\n`
    const places = complaints(`${front}# Курс\n\n**слово**\n`).map((one) => one.split(' ')[0])
    expect(places).toEqual(['2:1', '4:3'])
  },
)
