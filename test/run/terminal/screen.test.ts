import { expect, test } from 'vitest'
import { createScreen } from '../../../src/run/terminal/screen.ts'

function show(...chunks: string[]): string[] {
  const rows: string[] = []
  const screen = createScreen((row) => rows.push(row))
  for (const chunk of chunks) screen.feed(chunk)
  return [...rows, screen.row()]
}

test.each<[string, string[], string[]]>([
  ['line ends of a terminal', ['раз\r\nдва\r\n'], ['раз', 'два', '']],
  ['a row that goes on', ['Имя', ': '], ['Имя: ']],
  ['colours', ['\u001b[31mкрасный\u001b[0m\r\n'], ['красный', '']],
  ['a sequence in two pieces', ['а\u001b[3', '1mб'], ['аб']],
  ['titles', ['\u001b]0;окно\u0007текст'], ['текст']],
  ['a row written over', ['50%\r100%\r\n'], ['100%', '']],
  ['an erased row', ['старое\r\u001b[Kновое'], ['новое']],
  ['backspace', ['аб\b\bв\r\n'], ['вб', '']],
  ['motion in the row', ['абв\u001b[2Dг\u001b[1Gд\u001b[5Cе'], ['дгв   е']],
  ['a bell', ['дзынь\u0007'], ['дзынь']],
  ['characters of two units', ['😀\b!'], ['!']],
])('%s', (_, chunks, rows) => {
  expect(show(...chunks)).toEqual(rows)
})

test('a long row is kept whole, and what is written over its end too', () => {
  expect(show(`${'x'.repeat(50_000)}а\bб`)[0]).toBe(`${'x'.repeat(50_000)}б`)
})

test('a cursor that is sent away without end stays bounded', () => {
  expect(show('x\u001b[999999999Cy')[0]?.length).toBeLessThan(2_000_000)
  expect(show('x\u001b[999999999Gy')[0]?.length).toBeLessThan(2_000_000)
})
