import { expect, test } from 'vitest'
import { readSentence } from '../../src/types/doc.ts'
import { tidy, writeCall } from '../../src/types/signature.ts'

test.each([
  ['(size: number) => Buffer', 'f(size: number): Buffer'],
  ['(on: (data: string) => void) => () => void', 'f(on: (data: string) => void): () => void'],
  ['<T extends () => void>(call: T) => T', 'f<T extends () => void>(call: T): T'],
  ['Map<string, () => void>', 'f: Map<string, () => void>'],
  ['{ call: () => void; }', 'f: { call: () => void; }'],
])('%s after a name', (type, written) => {
  expect(writeCall('f', type)).toBe(written)
})

test.each([
  ['f(flags?: number | undefined): void', 'f(flags?: number): void'],
  [
    'f(a?: string | null | undefined, b: number | undefined): void',
    'f(a?: string | null, b: number | undefined): void',
  ],
  ['const a: import("/some/where").Thing', 'const a: Thing'],
  ['const a: typeof import("/some/where")', 'const a: module'],
  ['const a: Buffer<ArrayBufferLike>', 'const a: Buffer'],
  ['const a: {\n    b: string;\n}', 'const a: { b: string; }'],
])('%s says no more than it must', (text, tidied) => {
  expect(tidy(text)).toBe(tidied)
})

test('a long signature is cut between words', () => {
  const text = `f(${Array.from({ length: 30 }, (_, index) => `argument${index}: number`).join(', ')})`
  const cut = tidy(text)
  expect(cut.length).toBeLessThanOrEqual(122)
  expect(cut).toMatch(/: number, …$/)
})

test.each([
  ['Waits for a client. Errors: EINVAL. accept(2).', 'Waits for a client.'],
  [
    'Reads at most `n` bytes,\n as e.g. recv(2) does',
    'Reads at most `n` bytes, as e.g. recv(2) does',
  ],
  ['Сколько байт? Все.', 'Сколько байт?'],
  ['Takes {@link Socket}s.', 'Takes Sockets.'],
  ['', undefined],
  [' \n', undefined],
])('the first sentence of %j', (comment, sentence) => {
  expect(readSentence(comment)).toBe(sentence)
})

test('a long sentence is cut between words', () => {
  expect(readSentence(`${'слово '.repeat(50)}.`)).toMatch(/^(слово ){10,20}…$/)
})
