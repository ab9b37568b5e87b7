import { expect, test } from 'vitest'
import type { MutantBlock } from '../../src/course/types.ts'
import { applyMutant } from '../../src/tangle/mutants.ts'
import { tangle } from '../../src/tangle/tangle.ts'
import { fence, parseSound } from '../helpers/chapter.ts'

const place = { file: 'chapters/03-case.md', line: 40, column: 1 }

function program(file: string, ...lines: string[]) {
  return { file, text: `${lines.join('\n')}\n`, place }
}

function mutant(...lines: string[]): MutantBlock {
  return { kind: 'mutant', chapter: '03-case', place, name: 'broken', breaks: ['x'], lines }
}

function apply(block: MutantBlock, ...programs: ReturnType<typeof program>[]): string {
  const result = applyMutant(block, programs)
  return 'problem' in result
    ? result.problem.fact
    : `${result.program.file}: ${result.program.text.trimEnd().replaceAll('\n', ' | ')}`
}

const server = program('server.ts', 'bind()', 'listen()', '', 'accept()', 'accept()', '  close()')

test('a line is removed, replaced, or put beside the lines that stay', () => {
  expect(apply(mutant('-bind()'), server)).toBe(
    'server.ts: listen() |  | accept() | accept() |   close()',
  )
  expect(apply(mutant('-bind()', '+connect()'), server)).toMatch(
    /^server.ts: connect\(\) \| listen/,
  )
  expect(apply(mutant(' bind()', '+sleep()', ' listen()'), server)).toMatch(
    /^server.ts: bind\(\) \| sleep\(\) \| listen\(\)/,
  )
  expect(apply(mutant('-  close()', '+  stay()'), server)).toMatch(/\| {3}stay\(\)$/)
})

test('a blank line of the program may stand in the diff with and without its space', () => {
  for (const blank of ['', ' ']) {
    expect(apply(mutant('-listen()', blank, ' accept()'), server)).toBe(
      'server.ts: bind() |  | accept() | accept() |   close()',
    )
  }
})

test('lines that stand in no program are complained of', () => {
  const fact = 'поломка «broken» не подходит ни к одной программе главы'
  expect(apply(mutant('-walk()'), program('a.ts', 'run()'))).toBe(fact)
  expect(apply(mutant('-bind()'))).toBe('поломка «broken»: в главе нет программы')
})

test.each([
  [['-bind( )'], 41, 'строка 1: «bind()»'],
  [['-close()'], 41, 'строка 6: «  close()»; отличается только отступ'],
  [['+sleep()', ' bind()', '+x()', '-accept()'], 44, 'строка 2: «listen()»'],
  [['-bind\u00A0()'], 41, 'строка 1: «bind()»'],
  [
    ['-listеn()'],
    41,
    'строка 2: «listen()»; на вид она та же, но в столбце 5 у поломки U+0435 (кириллическая «е»), у программы U+0065 (латинская «e»)',
  ],
  [
    ['-bind() '],
    41,
    'строка 1: «bind()»; на вид она та же, но в столбце 7 у поломки U+0020 (пробел), у программы конец строки',
  ],
])('lines that stand nowhere are told with the nearest: %j', (lines, line, near) => {
  const result = applyMutant(mutant(...lines), [server])
  const { problem } = result as Extract<typeof result, { problem: unknown }>
  expect(problem.fact).toBe(
    `поломка «broken» не подходит ни к одной программе главы; ближе всего ${near}`,
  )
  expect(problem.place.line).toBe(line)
})

test('lines that stand in two places are complained of, and more context settles it', () => {
  expect(apply(mutant('-accept()'), server)).toBe('поломка «broken» подходит к 2 местам программ')
  expect(apply(mutant(' accept()', '-accept()'), server)).toBe(
    'server.ts: bind() | listen() |  | accept() |   close()',
  )
})

test('file= settles which of two programs is meant', () => {
  const copy = program('copy.ts', 'bind()', 'stop()')
  expect(apply(mutant('-bind()'), server, copy)).toBe(
    'поломка «broken» подходит к 2 местам программ',
  )
  expect(apply({ ...mutant('-bind()'), file: 'copy.ts' }, server, copy)).toBe('copy.ts: stop()')
  expect(apply({ ...mutant('-bind()'), file: 'none.ts' }, server, copy)).toBe(
    'поломка «broken»: в главе нет программы none.ts',
  )
  const { problem } = applyMutant({ ...mutant('-bind()'), file: 'twice.ts' }, [
    program('twice.ts', 'bind()', 'bind()'),
  ]) as { problem: { remedy: string } }
  expect(problem.remedy).toBe('Добавьте соседних строк.')
})

test('a breakage that only adds does not know where', () => {
  expect(apply(mutant('+sleep()'), server)).toMatch(/^поломка «broken» (не )?подходит /)
})

test('a complaint stands at the breakage, the other files are made all the same', () => {
  const chapter = parseSound(
    `# Г\n\n${fence('ts file=a.ts', 'run()')}${fence('diff mutant=x breaks="y"', '-walk()')}`,
  )
  const { chapters, problems } = tangle([chapter])
  expect(problems.map((p) => [p.place.line, p.fact])).toEqual([
    [6, 'поломка «x» не подходит ни к одной программе главы'],
  ])
  expect(chapters[0]?.files.map(({ path }) => path)).toContain('a.ts')
  expect(chapters[0]?.variants).toEqual([])
})
