import { expect, test } from 'vitest'
import { createExcerpt } from '../../src/search/excerpt.ts'
import { find } from '../../src/search/find.ts'
import { createIndex } from '../../src/search/index.ts'
import type { Section } from '../../src/search/section.ts'

const filler = 'Здесь рассказано о другом, и рассказано подробно. '.repeat(12)

const sections = [
  section('queue', { heading: 'Очередь соединений', prose: `${filler}В ней ждут все.` }),
  section('slow', { prose: `${filler}Сервер медленного клиента ждёт долго. ${filler}` }),
  section('timer', { code: 'setTimeout(stop, 300)', prose: filler }),
  section('word', { bold: 'полузакрытие', prose: `Это и есть полузакрытие. ${filler}` }),
  section('again', { prose: `${filler}Полузакрытие, полузакрытие, полузакрытие!` }),
  section('port', { prose: 'Порт занят другим сервером. Порт можно сменить.' }),
  section('ports', { prose: 'Порт, порт, порт, порт и снова порт.' }),
  section('heir', { heading: 'Наследство рамки', prose: filler, code: 'рамка '.repeat(5) }),
  section('frame', { heading: 'Рамка', prose: filler }),
  section('end', { heading: 'Итог', prose: 'Капельница останавливается.' }),
  section('drip', { prose: `${filler}Капельница льёт по капле. ${filler}` }),
  section('on', { prose: 'Приятель подключился.' }),
]

function section(address: string, given: Partial<Section>): Section {
  return { address, chapter: '1. Глава', heading: '', bold: '', prose: '', code: '', ...given }
}

const index = await createIndex(sections)

function search(query: string) {
  return find(query, index, 20)
}

/** What the first answer shows of itself. */
function excerpt(query: string) {
  const [hit] = search(query)
  const text = sections.find(({ address }) => address === hit?.section.address)
  return createExcerpt(text ?? { prose: '', code: '' }, hit?.terms ?? [])
}

const first = (query: string) => search(query)[0]?.section.address

test.each([
  ['медленный', 'slow'],
  ['МЕДЛЕННЫЕ КЛИЕНТЫ', 'slow'],
  ['timeout', 'timer'],
  ['settime', 'timer'],
  ['очередь', 'queue'],
  ['полузакрытия', 'word'],
  ['почему порт занят', 'port'],
  ['медлнный', 'slow'],
  ['рамки', 'frame'],
  ['капельница', 'drip'],
  ['бэклог', 'queue'],
])('«%s» is answered by %s', (query, address) => {
  expect(first(query)).toBe(address)
})

test('a slip of typing is forgiven only where nothing is spelt like it', () => {
  expect(
    search('порт')
      .map((hit) => hit.section.address)
      .sort(),
  ).toEqual(['port', 'ports'])
})

test('a slip of typing in one word is forgiven beside words that are spelt well', () => {
  expect(first('порт медлнного клиента')).toBe('slow')
})

test('beside other words a word may not turn into quite another', () => {
  const found = search('порт отключился').map((hit) => hit.section.address)
  expect(found.sort()).toEqual(['port', 'ports'])
  expect(first('отключился')).toBe('on')
})

test('a query of function words alone, of signs alone, and of nothing', () => {
  expect(first('без')).toBeUndefined()
  expect(search('«…»')).toEqual([])
  expect(search('')).toEqual([])
})

test('the excerpt shows what was found with what stands around it', () => {
  const { pieces, isCode } = excerpt('медленный')
  expect(isCode).toBe(false)
  expect(pieces.filter((piece) => piece.found)).toEqual([{ text: 'медленного', found: true }])
  const text = pieces.map((piece) => piece.text).join('')
  expect(text).toContain('Сервер медленного клиента ждёт долго.')
  expect(text).toMatch(/^… \S.*\S …$/)
  expect(text.length).toBeLessThan(200)
})

test('the excerpt stands where different words of the query meet', () => {
  const text = excerpt('ждёт медленного')
    .pieces.map((piece) => piece.text)
    .join('')
  expect(text).toContain('медленного клиента ждёт')
})

test('what only a program says is shown as code', () => {
  expect(excerpt('timeout')).toEqual({
    isCode: true,
    pieces: [
      { text: 'setTimeout', found: true },
      { text: '(stop, 300)', found: false },
    ],
  })
})
