import { expect, test } from 'vitest'
import { readQueryTerms } from '../../src/search/jargon.ts'
import { readTerm } from '../../src/search/terms.ts'

test.each([
  ['бэклогом', 'очередь соединений'],
  ['дедлайны', 'крайний срок'],
  ['хосты', 'узел'],
  ['handshake', 'рукопожатие'],
])('«%s» is looked up as «%s» too', (said, written) => {
  const standard = written.split(' ').map(readTerm)
  expect(readQueryTerms(said)).toEqual([readTerm(said), ...standard])
})

test.each(['порт', 'хостинг', 'accept', 'constructor'])('«%s» is looked up as it is', (word) => {
  expect(readQueryTerms(word)).toEqual([readTerm(word)])
})
