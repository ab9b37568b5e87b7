import { expect, test } from 'vitest'
import { blocksOf, complaints, fence, parse, parseSound } from '../helpers/chapter.ts'

const chapter = (...fences: string[]) => ['# Глава', '', ...fences].join('\n')
/** What is wrong with a chapter whose only fence opens on line 3. */
const wrong = (info: string, ...lines: string[]) => complaints(chapter(fence(info, ...lines)))

test('each fence of the table becomes its own kind of block', () => {
  const { blocks } = parseSound(
    chapter(
      fence('ts file=server.ts', 'listen()'),
      fence('ts file=other.ts diff=server.ts', 'listen()'),
      fence('ts check', "test('x', () => {})"),
      fence('ts error=2322,2339', 'const x: string = 1'),
      fence('console scene=a terminal=1 exit=3 limit=20 unordered tolerance=20%', '$ true'),
      fence('diff mutant=no-end breaks="one; two" file=server.ts', '-listen()'),
      fence('diff', '-a', '+b'),
      fence('text', 'просто текст'),
      fence('', 'и вовсе без языка'),
    ),
  )
  expect(blocks).toMatchObject([
    { kind: 'program', file: 'server.ts', lines: ['listen()'], place: { line: 3, column: 1 } },
    { kind: 'program', file: 'other.ts', diff: 'server.ts' },
    { kind: 'check', chapter: '03-case' },
    { kind: 'error', codes: [2322, 2339] },
    {
      kind: 'console',
      scene: 'a',
      terminal: 1,
      exit: 3,
      limit: 20,
      unordered: true,
      tolerance: 0.2,
    },
    { kind: 'mutant', name: 'no-end', breaks: ['one', 'two'], file: 'server.ts' },
    { kind: 'shown', language: 'diff' },
    { kind: 'shown', language: 'text' },
    { kind: 'shown', language: '' },
  ])
})

test('what is not said has its default', () => {
  const [block] = blocksOf(parseSound(chapter(fence('console', '$ true'))), 'console')
  expect(block).toMatchObject({ exit: 0, unordered: false, picture: false })
  for (const key of ['scene', 'terminal', 'limit', 'tolerance']) {
    expect(block).not.toHaveProperty(key)
  }
})

test('an unknown key is complained of at its own column', () => {
  expect(wrong('ts file=a.ts colour=red')).toEqual(['3:17 незнакомый ключ «colour»'])
  expect(wrong('console exti=1', '$ true')).toEqual(['3:12 незнакомый ключ «exti»'])
  expect(wrong('python file=a.py')).toEqual(['3:11 незнакомый ключ «file»'])
})

test.each(['js', 'javascript', 'typescript', 'tsx', 'jsx', 'mjs', 'cjs', 'mts', 'cts'])(
  'a %s fence would escape the compiler',
  (language) => {
    expect(wrong(language, 'x')).toEqual([`3:1 блок «${language}» обошёл бы компилятор`])
  },
)

test.each(['JS', 'TypeScript', 'TS', 'Javascript'])(
  'a language in capital letters does not slip through: %s',
  (language) => {
    expect(wrong(language, 'x')).toHaveLength(1)
  },
)

test('a ts block must be just one thing', () => {
  expect(wrong('ts', 'x')).toEqual(['3:1 блок ts без ключа'])
  expect(wrong('ts check file=a.ts')).toEqual(['3:1 блок ts с несколькими назначениями'])
  expect(wrong('ts check error=2322')).toEqual(['3:1 блок ts с несколькими назначениями'])
  expect(wrong('ts diff=a.ts')).toEqual(['3:1 блок ts без ключа'])
  expect(wrong('ts check diff=a.ts')).toEqual(['3:13 diff= стоит без file='])
})

test.each([
  '../../x.ts',
  '/etc/x.ts',
  'C:\\x.ts',
  'dir/x.ts',
  'dir\\x.ts',
  './x.ts',
  'x.js',
  'x',
  '.ts',
  'x.y.ts',
  'Server.ts',
  'сервер.ts',
  '-x.ts',
  'x.ts/',
  'x.ts\u0000',
])('%j is no name for a program', (name) => {
  const text = chapter(fence(`ts file=${name}`, 'x'))
  const { problems, chapter: read } = parse(text)
  expect(problems).toHaveLength(1)
  expect(problems[0]?.place).toMatchObject({ line: 3, column: 7 })
  expect(problems[0]?.fact).toMatch(/^«.*» не годится в имя программы$/)
  expect(read.blocks).toEqual([])
})

test('a name with a space is refused, quoted or not', () => {
  expect(wrong('ts file="a b.ts"')).toEqual(['3:7 «a b.ts» не годится в имя программы'])
  expect(wrong('ts file=a b.ts')).toEqual(['3:14 незнакомый ключ «b.ts»'])
})

test('an empty name and a bare key are refused', () => {
  expect(wrong('ts file=')).toEqual(['3:7 «» не годится в имя программы'])
  expect(wrong('ts file')).toEqual(['3:7 «» не годится в имя программы'])
  expect(wrong('ts file=a.ts diff')).toEqual(['3:17 «» не годится в имя программы'])
})

test('error= needs codes', () => {
  for (const value of ['', '=', '=TS2322', '=2322,', '=2322, 2339']) {
    expect(wrong(`ts error${value}`)[0]).toMatch(/^3:\d+ (error= без кодов|незнакомый ключ)/)
  }
})

test('values of console keys must make sense', () => {
  const cases: [string, string][] = [
    ['exit=boom', 'exit'],
    ['exit=-1', 'exit'],
    ['limit=0', 'limit'],
    ['limit=1000', 'limit'],
    ['limit=2s', 'limit'],
    ['tolerance=20', 'tolerance'],
    ['tolerance', 'tolerance'],
  ]
  for (const [key, name] of cases) {
    expect(wrong(`console ${key}`, '$ true')).toEqual([`3:12 непонятное значение ключа «${name}»`])
  }
})

test('an exit status above 255 cannot be', () => {
  expect(wrong('console exit=256', '$ true')).toEqual(['3:12 непонятное значение ключа «exit»'])
})

test('scene= and terminal= go together', () => {
  expect(wrong('console scene=a', '$ true')).toEqual(['3:1 scene= и terminal= стоят порознь'])
  expect(wrong('console terminal=1', '$ true')).toEqual(['3:1 scene= и terminal= стоят порознь'])
  expect(wrong('console scene=a terminal=0', '$ true')).toEqual([
    '3:20 непонятное значение ключа «terminal»',
  ])
})

test('a breakage needs a name and the checks that it breaks', () => {
  const fact = '3:1 поломке нужны имя и проверки, которые она ломает'
  for (const keys of ['mutant=x', 'breaks="a"', 'mutant=x breaks=""', 'mutant=x breaks="a;"']) {
    expect(wrong(`diff ${keys}`, '-a')).toEqual([fact])
  }
  expect(wrong('diff mutant=молчун breaks="a"', '-a')).toEqual([
    '3:9 «молчун» не годится в имя поломки',
  ])
  expect(wrong('diff mutant=x breaks="a" file=../a.ts', '-a')).toEqual([
    '3:29 «../a.ts» не годится в имя программы',
  ])
})

test('two breakages of one name are refused: they would share a folder', () => {
  const text = chapter(
    fence('diff mutant=x breaks="a"', '-a'),
    fence('diff mutant=x breaks="b"', '-b'),
  )
  expect(complaints(text)).toEqual(['7:1 поломка «x» уже есть в главе'])
})

test('all that is wrong is said at once, in the order of the text', () => {
  const text = chapter(fence('js', 'x'), fence('ts', 'y'), fence('ts file=a.ts colour', 'z'))
  expect(complaints(text)).toEqual([
    '3:1 блок «js» обошёл бы компилятор',
    '7:1 блок ts без ключа',
    '11:17 незнакомый ключ «colour»',
  ])
})

test('a key that has no value is refused with one, whatever it says', () => {
  expect(wrong('console unordered=no', '$ true')).toEqual([
    '3:12 у ключа «unordered» не бывает значения',
  ])
  expect(wrong('console picture=""', '$ true')).toEqual([
    '3:12 у ключа «picture» не бывает значения',
  ])
  expect(wrong('ts check=1', 'x')).toEqual(['3:7 у ключа «check» не бывает значения'])
})

test.each([
  ['consle', 'console'],
  ['konsole', 'console'],
  ['cnosole', 'console'],
  ['tss', 'ts'],
  ['st', 'ts'],
  ['typescirpt', 'ts'],
  ['dif', 'diff'],
  ['Matrx', 'matrix'],
])('%s is taken for a slip of the pen, not for a language', (language, meant) => {
  const { problems } = parse(chapter(fence(language, 'x')))
  expect(problems).toHaveLength(1)
  expect(problems[0]?.fact).toBe(
    `язык «${language.toLowerCase()}» незнаком: такой блок никто не проверит`,
  )
  expect(problems[0]?.remedy).toContain(`Пишите ${meant}.`)
})

test.each(['c', 'cs', 'rs', 'sh', 'go', 'css', 'text', 'http', 'json', 'dot', 'tex'])(
  '%s is a language, and only shown',
  (language) => {
    expect(wrong(language, 'x')).toEqual([])
  },
)

test.each(['mermaid', 'plantuml', 'math'])('%s would be a picture elsewhere', (language) => {
  expect(wrong(language, 'x')).toEqual([
    expect.stringContaining(`рисунка из «${language}» не выйдет`),
  ])
})

test('a file of JSON is one', () => {
  expect(wrong('json file=data.json', '{ "a": [1, 2] }')).toEqual([])
  expect(wrong('json file=data.json', '{ "a": 1, }')).toEqual([
    expect.stringContaining('файл не читается как JSON'),
  ])
  // Only shown, it may be a part of one.
  expect(wrong('json', '{ "a": 1, }')).toEqual([])
})

test.each([
  ['breaks="одна; другая"', ['одна', 'другая']],
  ['breaks="раз \\; два; три"', ['раз ; два', 'три']],
  ['breaks="говорит \\"да\\"; b"', ['говорит "да"', 'b']],
  ['breaks="\\"\\;\\""', ['";"']],
  ['breaks="путь C:\\\\; печатает \\n"', ['путь C:\\', 'печатает \\n']],
  ['breaks=одно', ['одно']],
])('%s names titles, whatever stands in them', (key, titles) => {
  const chapter = parseSound(`# T\n\n${fence(`diff mutant=m ${key} file=a.ts`, '-a')}`)
  expect(blocksOf(chapter, 'mutant')[0]?.breaks).toEqual(titles)
})

test.each(['breaks="a;"', 'breaks=""', 'breaks="a;;b"'])('%s names nothing', (key) => {
  expect(complaints(`# T\n\n${fence(`diff mutant=m ${key}`, '-a')}`)).toEqual([
    '3:1 поломке нужны имя и проверки, которые она ломает',
  ])
})
