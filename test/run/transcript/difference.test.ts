import { expect, test } from 'vitest'
import { formatDifference } from '../../../src/run/transcript/difference.ts'

test.each([
  ['слово ', 'слово', 6, 'U+0020 (пробел)', 'конец строки'],
  ['слово', 'слово  ', 6, 'конец строки', 'U+0020 (пробел)'],
  ['5\u00A0мс', '5 мс', 2, 'U+00A0 (неразрывный пробел)', 'U+0020 (пробел)'],
  ['5\u202Fмс', '5 мс', 2, 'U+202F (узкий неразрывный пробел)', 'U+0020 (пробел)'],
  ['\u043Fоpт', '\u043Fорт', 3, 'U+0070 (латинская «p»)', 'U+0440 (кириллическая «р»)'],
  ['порт', 'п\u03BFрт', 2, 'U+043E (кириллическая «о»)', 'U+03BF (греческая «ο»)'],
  [
    'чай',
    'чай'.normalize('NFD'),
    3,
    'U+0439 (кириллическая «й»)',
    'U+0438 U+0306 («й» двумя знаками)',
  ],
  ['сер\u00ADвер', 'сервер', 4, 'U+00AD (мягкий перенос)', 'U+0432 (кириллическая «в»)'],
  ['a\u200Bb', 'ab', 2, 'U+200B (пробел нулевой ширины)', 'U+0062 (латинская «b»)'],
  ['ab', 'a\u2060b', 2, 'U+0062 (латинская «b»)', 'U+2060 (соединитель слов)'],
  ['ab', '\uFEFFab', 1, 'U+0061 (латинская «a»)', 'U+FEFF (метка порядка байтов)'],
  ['a\tb', 'a  b', 2, 'U+0009 (табуляция)', 'U+0020 (пробел)'],
  ['a – b', 'a - b', 3, 'U+2013 (короткое тире)', 'U+002D (дефис)'],
  ['жду…', 'жду...', 4, 'U+2026 (многоточие одним знаком)', 'U+002E («.»)'],
  ['ждём', 'жд\u0435\u0308м', 3, 'U+0451 (кириллическая «ё»)', 'U+0435 U+0308 («ё» двумя знаками)'],
])('%j and %j look alike: what differs is named', (shown, printed, column, first, second) => {
  expect(formatDifference(['да', shown], ['да', printed])).toBe(
    `  да\n- ${shown}\n+ ${printed}\n  на вид это одно и то же, но в столбце ${column}: - ${first}, + ${second}`,
  )
})

test('what anybody sees is not explained', () => {
  expect(formatDifference(['раз', 'два '], ['раз', 'три'])).toBe('  раз\n- два \n+ три')
  expect(formatDifference(['раз'], ['раз', 'раз'])).toBe('  раз\n+ раз')
  expect(formatDifference(['e', 'e'], ['е', 'f'])).toContain('на вид это одно и то же')
})

test('of long lines both show the place where they part', () => {
  const [head, tail] = ['г'.repeat(500), 'х'.repeat(300)]
  const [, gone = '', come = ''] = formatDifference(
    ['а', `${head}раз${tail}`],
    ['а', `${head}два${tail}`],
  ).split('\n')
  expect(gone).toMatch(/^- …г{60}разх{137}…$/)
  expect(come).toMatch(/^\+ …г{60}двах{137}…$/)
  const early = formatDifference([`раз${tail}`], [`два${tail}`])
  expect(early).toMatch(/^- разх{197}…\n\+ двах{197}…$/)
  // A line that is the other's beginning.
  expect(formatDifference([head], [`${head}!`])).toMatch(/^- …г{60}\n\+ …г{60}!$/)
  expect(formatDifference([head], [])).toMatch(/^- г{200}…$/)
})

test('a shown line stands as the chapter has it', () => {
  expect(formatDifference(['\\> а', 'б'], ['\\> а', 'в'], ['\\> а', '\\б'])).toBe(
    '  \\> а\n- \\б\n+ в',
  )
})

test('of very many lines the first are shown', () => {
  const lines = Array.from({ length: 100 }, (_, index) => String(index))
  expect(formatDifference([], lines).split('\n').slice(39)).toEqual(['+ 39', '… и ещё строк: 60'])
})
