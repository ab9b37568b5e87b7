import { expect, test } from 'vitest'
import { createIndex, openIndex, packIndex, type Searchable } from '../../src/search/index.ts'

const sections = ['порт порт занят', 'очередь', 'port 8080, constructor', ''].map((prose, at) => ({
  address: `${at}.html`,
  chapter: `${at}. Глава`,
  heading: at === 1 ? 'Порт' : '',
  bold: '',
  prose,
  code: 'listen(8080)\n',
}))

test('an index is after packing what it was', async () => {
  const course = await createIndex(sections)
  const packed = JSON.parse(JSON.stringify(packIndex(course)))
  expect(read(openIndex(packed))).toEqual(read(course))
  expect(JSON.stringify(packed)).not.toContain('занят"')
})

/** In any order of terms. */
function read({ index }: Searchable) {
  const { index: terms, ...rest } = index.toJSON()
  return { ...rest, terms: Object.fromEntries(terms) }
}
