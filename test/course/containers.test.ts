import { expect, test } from 'vitest'
import { blocksOf, complaints, fence, parseSound } from '../helpers/chapter.ts'

const write = (...lines: string[]) => ['# Г', '', ...lines, ''].join('\n')

test('blocks inside depth and questions are blocks of the chapter, at their own lines', () => {
  const check = fence('ts check', 'x')
  const lines = ['::::: подробнее О портах', check, '::: вопрос Кто?', 'Он.', ':::', ':::::']
  expect(blocksOf(parseSound(write(...lines)), 'check')).toMatchObject([
    { place: { line: 4 }, lines: ['x'] },
  ])
})

test('a choice may be nothing but code, a link or an emphasis', () => {
  const choices = ['- [x] `Hello`', '- [ ] **никто**', '- [ ] `a` и `b`']
  expect(
    complaints(['# Г', '', '::: вопрос Кто?', ...choices, '', 'Вот.', ':::'].join('\n')),
  ).toEqual([])
})

test.each([
  [
    'depth that is never closed',
    ['::: подробнее О портах', 'текст'],
    '3:1 «::: подробнее» не закрыто',
  ],
  ['a question that is never closed', ['::: вопрос Кто?', 'Он.'], '3:1 «::: вопрос» не закрыто'],
  ['depth without a title', ['::: подробнее', 'текст', ':::'], '3:1 у подробностей нет заголовка'],
  ['a question without words', ['::: вопрос  ', 'Он.', ':::'], '3:1 в блоке «вопрос» нет вопроса'],
  ['depth with nothing in it', ['::: подробнее О портах', '', ':::'], '3:1 в подробностях пусто'],
  ['a question without an answer', ['::: вопрос Кто?', ':::'], '3:1 у вопроса нет ответа'],
  [
    'choices without a right one',
    ['::: вопрос Кто?', '- [ ] он', '- [ ] она', '', 'Вот почему.', ':::'],
    '3:1 ни один вариант не отмечен верным',
  ],
  [
    'choices with two right ones',
    ['::: вопрос Кто?', '- [x] он', '- [X] она', '', 'Вот почему.', ':::'],
    '3:1 верных вариантов два',
  ],
  [
    'one choice',
    ['::: вопрос Кто?', '- [x] он', '', 'Вот почему.', ':::'],
    '3:1 вариант всего один',
  ],
  [
    'choices without a reason',
    ['::: вопрос Кто?', '- [x] он', '- [ ] она', ':::'],
    '3:1 за вариантами нет объяснения',
  ],
  [
    'something else among choices',
    ['::: вопрос Кто?', '- [x] он', '- она', '', 'Вот почему.', ':::'],
    '3:1 среди вариантов ответа стоит что-то ещё',
  ],
  [
    'a heading in a question',
    ['::: вопрос Кто?', '## Он', '', 'Он.', ':::'],
    '3:1 в вопросе стоит заголовок',
  ],
  ['another tool’s block', ['::: warning', 'текст', ':::'], '3:1 незнакомый блок «::: warning»'],
  [
    'a capital letter',
    ['::: Подробнее О портах', 'т', ':::'],
    '3:1 незнакомый блок «::: Подробнее»',
  ],
  ['an end without a beginning', ['текст', '', ':::'], '5:1 строка ::: ничего не закрывает'],
  [
    'depth in a list',
    ['- пункт', '', '  ::: подробнее О', '  т', '  :::'],
    '5:1 блок ::: стоит не у левого края',
  ],
])('%s is complained of', (_what, lines, complaint) => {
  expect(complaints(write(...lines))[0]).toBe(complaint)
})

test('three colons in code and in the midst of a line are nobody’s', () => {
  const lines = [fence('text', '::: warning'), 'адрес `:::` и ::: в строке']
  expect(complaints(write(...lines))).toEqual([])
})
