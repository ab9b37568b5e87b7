import { expect, test } from 'vitest'
import { createEar, soundOut } from '../../src/search/sound.ts'

test.each([
  ['accept', 'аксепт'],
  ['socket', 'сокет'],
  ['keepalive', 'кипэлайв'],
  ['nodelay', 'нодилэй'],
  ['backlog', 'бэклог'],
  ['thread', 'тред'],
  ['shutdown', 'шатдаун'],
  ['framing', 'фрейминг'],
  ['ochered', 'очеред'],
])('%s sounds like %s', (one, other) => {
  expect(soundOut(one)).toBe(soundOut(other))
})

test('words of the other alphabet are heard, of the same one not, and short ones never', () => {
  const hear = createEar(() => ['accept', 'acceptor', 'аксепта', 'ip', 'fd'])
  expect(hear('аксепт')).toEqual(['accept'])
  expect(hear('айпи')).toEqual([])
})
