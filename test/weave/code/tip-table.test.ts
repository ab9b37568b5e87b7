import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openTable, readLine } from '../../../site/types/table.ts'
import { findWords, listCode, type Tip, type Tips } from '../../../src/course/tips.ts'
import type { Chapter } from '../../../src/course/types.ts'
import { createTable } from '../../../src/weave/code/tip-table.ts'
import { renderTips } from '../../../src/weave/code/tips.ts'
import { fence, parseSound } from '../../helpers/chapter.ts'

const chapter = parseSound(
  [
    '# Глава',
    '',
    fence('ts file=a.ts', 'const size = read(data.size)', '// size: сколько'),
    fence('ts file=b.ts', 'const size = new Size()'),
    fence('ts file=a.ts', 'size + size'),
    fence('ts check', "test('a', () => { size })"),
  ].join('\n'),
)
const [, , , check] = listCode(chapter).map(({ place }) => place.line)

const TIPS: Tip[] = [
  { signature: 'const size: number' },
  { signature: 'function read(size: number): number', doc: 'Reads `size` bytes.' },
  { signature: '(property) Data.size: number' },
  { signature: 'const size: Size' },
]

/** By line: the words, each with the number of its tip. */
const tips = createTips(chapter, {
  'const size = read(data.size)': [0, 1, 2, 0, 3],
  'const size = new Size()': [0, 4, 0, 0],
  'size + size': [1, 1],
  "test('a', () => { size })": [0, 0, 4],
})

function createTips({ blocks }: Chapter, lines: Readonly<Record<string, number[]>>): Tips {
  const code = blocks.map((block) =>
    block.lines.map((line) => lines[line] ?? findWords(line).map(() => 0)),
  )
  return { tips: TIPS, blocks: code }
}

const all = () => true
const isProgram = ({ kind }: { kind: string }) => kind === 'program'

function read(table: ReturnType<typeof createTable>, text: string, number: number, line: string) {
  return readLine(openTable(table), text, number, line).map(
    ({ at, signature, doc }) => `${at} ${signature}${doc === undefined ? '' : ` — ${doc}`}`,
  )
}

describe('the page reads what the build has written', () => {
  const table = createTable(chapter, tips, isProgram, all)

  test('each name at its place, through all pieces of a program', () => {
    expect(read(table, 'a.ts', 0, 'const size = read(data.size)')).toEqual([
      '6 const size: number',
      '13 function read(size: number): number — Reads `size` bytes.',
      '23 (property) Data.size: number',
    ])
    expect(read(table, 'a.ts', 1, '// size: сколько')).toEqual([])
    expect(read(table, 'a.ts', 2, 'size + size')).toEqual([
      '0 const size: number',
      '7 const size: number',
    ])
    expect(read(table, 'b.ts', 0, 'const size = new Size()')).toEqual(['6 const size: Size'])
  })

  test('what the table does not know tells nothing', () => {
    expect(read(table, 'c.ts', 0, 'size')).toEqual([])
    expect(read(table, 'a.ts', 7, 'size')).toEqual([])
    expect(read(table, 'a.ts', 0, 'other names')).toEqual([])
    expect(read(table, `c${check}`, 0, 'size')).toEqual([])
  })

  test('a name that means one thing costs its lines nothing', () => {
    expect(table.texts['a.ts']).not.toContain('undefined')
    const sparse = createTable(chapter, tips, (block) => block === listCode(chapter)[1], all)
    expect(sparse).toEqual({ names: 'size\tconst *: Size', texts: { 'b.ts': '' } })
  })
})

test('programs and checks have a script each, even when nothing is known', () => {
  const known = renderTips(chapter, tips)
  expect(Object.keys(known)).toEqual(['03-case.types.js', '03-case.checks.types.js'])
  expect(known['03-case.checks.types.js']).toContain(`"_c${check}"`)
  expect(known['03-case.types.js']).not.toContain(`"_c${check}"`)
  const unknown = renderTips(chapter)
  expect(unknown['03-case.types.js']).toBe(
    'liveTypes.open({"names":"","texts":{"a.ts":"  ","b.ts":""}})\n',
  )
  expect(renderTips(parseSound('# Глава\n\nПроза.\n'))).toEqual({})
})

test('of what is too heavy the least telling goes first', () => {
  const random = (index: number) => createHash('sha256').update(`${index}`).digest('hex')
  const names = Array.from({ length: 900 }, (_, index) => `n${random(index).slice(0, 12)}`)
  const heavy = parseSound(`# Глава\n\n${fence('ts file=a.ts', names.join(' '), 'kept said')}`)
  const values = names.map((name) => ({ signature: `const ${name}: string` }))
  const kept = { signature: 'const kept: () => void' }
  const said = { signature: 'const said: string', doc: 'Сказанное.' }
  const numbers = values.map((_, index) => index + 1)
  const weigh = (tips: Tips) => renderTips(heavy, tips)['03-case.types.js'] ?? ''
  const script = weigh({ tips: [...values, kept, said], blocks: [[numbers, [901, 902]]] })
  expect(gzipSync(script).length).toBeLessThan(5 * 1024)
  expect(script).toContain('kept\\tconst *: () => void')
  expect(script).toContain('said\\tconst *: string\\fСказанное.')
  expect(script).not.toContain(names[7])
  const light = weigh({ tips: values, blocks: [[numbers.slice(0, 50), []]] })
  expect(light).toContain(names[7])
})
