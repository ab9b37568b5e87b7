import { describe, expect, test } from 'vitest'
import { matchLine } from '../../../src/run/transcript/match-line.ts'
import { bindName, NO_NAMES } from '../../../src/run/transcript/names.ts'

const facts = {
  isPid: (number: number) => number >= 10_000 && number < 20_000,
  isPort: (port: number) => port >= 50_000 && port <= 50_100,
  isPortSoon: (port: number) => port >= 50_000 && port <= 50_100,
  isNamed: (number: number) => number === 45_000 || number === 50_050,
}

function match(shown: string, actual: string, tolerance?: number, open = false) {
  return matchLine({ text: shown, open, tolerance }, actual, NO_NAMES, facts)
}

describe('what must be literal', () => {
  test.each([
    ['порт 8080', 'порт 8081'],
    ['порт 8080', 'порт 40000'],
    ['порт 40000', 'порт 8080'],
    ['всего 3', 'всего 4'],
    ['505 мс', '506 мс'],
    ['раз.', 'раза'],
    ['порт 40000', 'порт 40000 занят'],
    ['процесс 1', 'процесс 12345'],
    ['процесс 3', 'процесс 12345'],
    ['процесс 299', 'процесс 12345'],
    ['процесс 0555', 'процесс 12345'],
    // No socket of the run had such a port.
    ['получено 40000 байтов', 'получено 51000 байтов'],
    ['порт 040000', 'порт 50001'],
    ['порт 40000', 'порт 0050001'],
    // The chapter itself says these numbers.
    ['порт 45000', 'порт 50001'],
    ['порт 40000', 'порт 50050'],
    ['процесс 45000', 'процесс 12345'],
  ])('«%s» is not «%s»', (shown, actual) => {
    expect(match(shown, actual)).toBeUndefined()
  })
})

test('an ephemeral port may be another, and is marked', () => {
  expect(match('от 127.0.0.1:40000', 'от 127.0.0.1:50000')?.varying).toEqual([
    { start: 13, end: 18, what: 'port' },
  ])
})

test('a process number may be another one of the scene', () => {
  expect(match('процесс 777', 'процесс 12345')?.varying).toEqual([
    { start: 8, end: 13, what: 'pid' },
  ])
  expect(match('процесс 777', 'процесс 778')).toBeUndefined()
})

test('one name stands for one value, in both directions, also in one line', () => {
  expect(match('40000 и 40001', '50000 и 50001')).toBeDefined()
  expect(match('40000 и 40001', '50000 и 50000')).toBeUndefined()
  expect(match('40000 и 40000', '50000 и 50001')).toBeUndefined()
  const bound = bindName(NO_NAMES, '40000', '50000')
  expect(bound && matchLine({ text: '40000', open: false }, '50001', bound, facts)).toBeUndefined()
})

test('a number that varies cannot be a literal somewhere else', () => {
  const bound = bindName(NO_NAMES, '40000', '50000')
  const line = (text: string) => ({ text, open: false })
  expect(bound && matchLine(line('байтов 40000'), 'байтов 40000', bound, facts)).toBeUndefined()
  expect(match('40000 и 41000', '50000 и 50000')).toBeUndefined()
  expect(match('50000 и 41000', '50000 и 50000')).toBeUndefined()
  expect(match('41000 и 41000', '50000 и 41000')).toBeUndefined()
})

test('small counts bind nothing: the same one may stand anywhere', () => {
  expect(match('раз 3, порт 40000, раз 3', 'раз 3, порт 50000, раз 3')).toBeDefined()
})

describe('with a tolerance', () => {
  test.each([
    ['100 мс', '119 мс', true],
    ['100 мс', '81 мс', true],
    ['100 мс', '121 мс', false],
    ['1,5 с', '1400 мс', true],
    ['0.5s', '0.45s', true],
    ['900 мкс', '1 мс', true],
    ['200 мс', '100 мс', false],
    ['100 метров', '101 метров', false],
    ['за 10 с, не больше', 'за 11 с, не больше', true],
    ['(10 с)', '(11 с)', true],
    ['10 с 100 мс', '11 с 110 мс', true],
    // A preposition, not seconds.
    ['Пришло 10 с клиента за 100 мс', 'Пришло 11 с клиента за 100 мс', false],
    ['Пришло 10 с клиента за 100 мс', 'Пришло 10 с клиента за 110 мс', true],
    ['10 с «клиента»', '11 с «клиента»', false],
  ])('«%s» and «%s»: %s', (shown, actual, near) => {
    expect(match(shown, actual, 0.2) !== undefined).toBe(near)
  })
})

test('an open line is the beginning of a row', () => {
  expect(match('Имя: ', 'Имя: Анна', undefined, true)?.length).toBe(5)
  expect(match('Имя: ', 'Им', undefined, true)).toBeUndefined()
})
