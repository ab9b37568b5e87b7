import { expect, test } from 'vitest'
import type { Scene } from '../../src/course/types.ts'
import { complaints, fence, parseSound } from '../helpers/chapter.ts'

const run = (info = 'console') => fence(info, '$ true')

/** Each scene as its id and its cells: terminal@line. */
function outline(...parts: string[]): [string, string[][]][] {
  return parseSound(['# Г', '', ...parts].join('\n')).scenes.map((scene) => [
    scene.id,
    describe(scene),
  ])
}

function describe({ cells }: Scene): string[][] {
  return cells.map(({ parts }) => parts.map((p) => `${p.terminal}@${p.block.place.line}`))
}

test('adjacent blocks are the terminals of one scene', () => {
  expect(outline(run(), run(), run())).toEqual([['line-3', [['1@3', '2@7', '3@11']]]])
})

test('blocks with no blank line between them are adjacent too', () => {
  const text = `# Г\n${run().trimEnd()}\n${run()}`
  expect(parseSound(text).scenes.map(describe)).toEqual([[['1@2', '2@5']]])
})

test.each([
  ['a sentence', 'И ещё раз.\n'],
  ['a heading', '## Дальше\n'],
  ['another fence', fence('text', 'x')],
  ['a rule', '---\n'],
])('%s between blocks parts them into scenes', (_name, between) => {
  expect(outline(run(), between, run())).toHaveLength(2)
})

test('a named scene goes on across the prose, a cell for each group', () => {
  const found = outline(
    run('console scene=chat terminal=1'),
    run('console scene=chat terminal=2'),
    'Проза.\n',
    fence('console scene=chat terminal=2', '> привет'),
    fence('console scene=chat terminal=1', 'привет'),
    'Проза.\n',
    run('console scene=chat terminal=3'),
  )
  expect(found).toEqual([['chat', [['1@3', '2@7'], ['2@13', '1@17'], ['3@23']]]])
})

test('a block without a name does not continue the named scene beside it', () => {
  const found = outline(run('console scene=a terminal=1'), run(), run())
  expect(found).toEqual([
    ['a', [['1@3']]],
    ['line-7', [['1@7', '2@11']]],
  ])
})

test('two named scenes may be told in turn', () => {
  const found = outline(
    run('console scene=a terminal=1'),
    run('console scene=b terminal=1'),
    fence('console scene=a terminal=1', 'x'),
  )
  expect(found).toEqual([
    ['a', [['1@3'], ['1@11']]],
    ['b', [['1@7']]],
  ])
})

test('the scene takes the longest limit of its blocks, or 10 s', () => {
  const limits = (...parts: string[]) =>
    parseSound(['# Г', '', ...parts].join('\n')).scenes.map(({ limit }) => limit)
  expect(limits(run())).toEqual([10])
  expect(limits(run('console limit=2'))).toEqual([2])
  expect(limits(run(), run('console limit=30'), run('console limit=20'))).toEqual([30])
})

test('misplaced terminals are complained of at their blocks', () => {
  const text = (...parts: string[]) => ['# Г', '', ...parts].join('\n')
  expect(
    complaints(text(run('console scene=a terminal=2'), run('console scene=a terminal=1')))[0],
  ).toBe('3:1 терминал 2 появился раньше терминала 1')
  expect(
    complaints(text(run('console scene=a terminal=1'), run('console scene=a terminal=1'))),
  ).toEqual(['7:1 терминал 1 стоит в этой группе дважды'])
  expect(complaints(text(fence('console', 'сразу вывод')))).toEqual([
    '3:1 терминал начинается не с команды',
  ])
  expect(complaints(text(fence('console', '> набрано')))).toEqual([
    '3:1 терминал начинается не с команды',
  ])
  expect(complaints(text(fence('console')))).toEqual(['3:1 терминал начинается не с команды'])
})

test('a command without words is complained of at its line', () => {
  expect(complaints(`# Г\n\n${fence('console', '$  ')}`)).toEqual(['4:1 пустая команда'])
})

test('a NUL in a command is complained of where it stands', () => {
  expect(complaints(`# Г\n\n${fence('console', '$ true', '$ echo a\0b')}`)).toEqual([
    '5:9 в команде стоит знак, которого не видно: U+0000 (NUL)',
  ])
})

test('a command that nobody could type is complained of', () => {
  const long = `$ echo ${'x'.repeat(200_000)} | wc -c`
  expect(complaints(`# Г\n\n${fence('console', long)}`)).toEqual([
    '4:1 команда длиннее 4000 знаков: её не набрать',
  ])
})

test('no author can give a scene the name that an unnamed one gets by its line', () => {
  const text = `# Г\n\n${run()}Проза.\n\n${run('console scene=line-3 terminal=1')}`
  expect(complaints(text)).toEqual(['8:12 непонятное значение ключа «scene»'])
})

test('a command without a space behind its mark is complained of at its own line', () => {
  const fact = 'после «$» нет пробела'
  const wrong = (...lines: string[]) => complaints(`# Глава\n\n${fence('console', ...lines)}`)
  expect(wrong('$\ttrue')).toEqual([`4:2 ${fact}`])
  expect(wrong('$true')).toEqual([`4:2 ${fact}`])
  expect(wrong('$ true', 'да', '$\ttrue')).toEqual([`6:2 ${fact}`])
  expect(wrong('$ true', '$100', '\\$\ttrue')).toEqual([])
})
