import { expect, test } from 'vitest'
import { readSynonyms } from '../../src/search/jargon.ts'
import { readTerm } from '../../src/search/terms.ts'

test.each([
  ['бэклогом', 'очередь соединений'],
  ['дедлайны', 'крайний срок'],
  ['хосты', 'узел'],
  ['handshake', 'рукопожатие'],
  ['мьютексов', 'замок'],
  ['дедлок', 'взаимная блокировка'],
  ['виснет', 'зависший'],
])('«%s» is looked up as «%s» too', (said, written) => {
  expect(readSynonyms(readTerm(said))).toContainEqual(written.split(' ').map(readTerm))
})

test.each(['хостинг', 'kafka', 'constructor'])('«%s» is looked up as it is', (word) => {
  expect(readSynonyms(readTerm(word))).toEqual([])
})
