import { expect, test } from 'vitest'
import { isTelling, readTerm, readTerms, readWords } from '../../src/search/terms.ts'

test.each([
  ['серверный', 'серверного'],
  ['медленный', 'медленного'],
  ['сокетами', 'сокет'],
  ['Ещё', 'еще'],
  ['приём', 'прием'],
  ['слушающий', 'слушающего'],
])('%s and %s are one term', (one, other) => {
  expect(readTerm(one)).toBe(readTerm(other))
})

test.each([
  ['приём', 'при'],
  ['мой', 'мои'],
  ['порт', 'портрет'],
  ['recv', 'recvfrom'],
])('%s and %s are two', (one, other) => {
  expect(readTerm(one)).not.toBe(readTerm(other))
})

test('й is the same letter, written as one character or as two', () => {
  expect(readTerm('й'.normalize('NFD'))).toBe('й')
  expect(readTerm('серверный'.normalize('NFD'))).toBe(readTerm('серверный'))
})

test.each([
  ['setTimeout', ['settimeout', 'set', 'timeout']],
  ['SO_REUSEADDR', ['so_reuseaddr', 'so', 'reuseaddr']],
  ['AF_INET6', ['af_inet6', 'af', 'inet']],
  ['accept', ['accept']],
])('%s is found by its parts too', (word, terms) => {
  expect(readTerms(word)).toEqual(terms)
})

test('words know where they stand; an address stays whole', () => {
  const text = 'bind(127.0.0.1) — порт'
  const words = [...readWords(text)]
  expect(words.map((word) => word.text)).toEqual(['bind', '127.0.0.1', 'порт'])
  for (const { text: word, start } of words) expect(text.startsWith(word, start)).toBe(true)
})

test('a function word tells nothing, with ё and in capitals too', () => {
  expect(['Как', 'ещё', 'еще', 'ЕЁ', 'для'].filter(isTelling)).toEqual([])
  expect(['порт', 'recv'].filter(isTelling)).toEqual(['порт', 'recv'])
})
