import { expect, test } from 'vitest'
import { renderGlossary } from '../../../src/weave/pages/glossary.ts'
import { parseProse } from '../../../src/weave/prose/prose.ts'
import { checkTerms } from '../../../src/weave/prose/terms.ts'
import { readSections } from '../../../src/weave/search/sections.ts'
import { BARE, createChapter, renderText } from '../sample.ts'

const FRONT = `---
terms:
  слушающий сокет: Принимает соединения.
  accept(): Достаёт соединение из очереди.
---
`
const TEXT = `${FRONT}# Сервер

Про **слушающие сокеты** и **\`accept()\`**.

## Раздел

Ещё раз **слушающий сокет**.
`

const chapter = createChapter(TEXT)
const prose = parseProse(chapter)

test('a word is found where it stands in bold as it is, before any other case of it', async () => {
  expect(prose.terms.map(({ anchor }) => anchor)).toEqual(['слово-слушающий-сокет', 'слово-accept'])
  const page = await renderText(TEXT)
  expect(page).toContain('<strong>слушающие сокеты</strong>')
  expect(page).toContain('<strong id="слово-слушающий-сокет">слушающий сокет</strong>')
  expect(checkTerms(chapter, prose.terms)).toEqual([])
})

test('another case of it will do where there is no better', async () => {
  const page = await renderText(`${FRONT}# Сервер\n\nДля **слушающего сокета**.\n`)
  expect(page).toContain('<strong id="слово-слушающий-сокет">слушающего сокета</strong>')
})

test('a word that the chapter does not explain is a problem at its own line', () => {
  const silent = createChapter(`${FRONT}# Сервер\n\nПро **accept()** и слушающий сокет.\n`)
  const problems = checkTerms(silent, parseProse(silent).terms)
  expect(problems).toMatchObject([
    { place: { line: 3, column: 3 }, fact: 'слово «слушающий сокет» не объясняется в главе' },
  ])
})

test('the glossary leads from each word to its place', () => {
  const terms = prose.terms.map((term) => ({ ...term, chapter }))
  const page = renderGlossary(terms, BARE)
  const anchor = 'слово-слушающий-сокет'
  expect(page).toContain('<dt id="слово-слушающий-сокет">слушающий сокет</dt>')
  expect(page).toContain(`Принимает соединения. <a href="02-server.html#${anchor}">Глава 2</a>`)
  expect(renderGlossary([], BARE)).toBeUndefined()
})

test('search knows sections, what is explained in them, and where each is', () => {
  const sections = readSections(chapter, prose)
  expect(sections.map(({ address, heading }) => [decodeURI(address), heading])).toEqual([
    ['02-server.html', ''],
    ['02-server.html#раздел', 'Раздел'],
    ['02-server.html#слово-слушающий-сокет', 'слушающий сокет'],
    ['02-server.html#слово-accept', 'accept()'],
  ])
  expect(sections[0]).toMatchObject({
    chapter: '2. Сервер',
    bold: 'слушающие сокеты accept()',
    prose: 'Про слушающие сокеты и accept().',
  })
})

test('search sees programs and terminals, and not what the page folds', () => {
  const fences = '```ts file=a.ts\nlisten(5)\n```\n\n```ts check\nsecret()\n```\n'
  const folded = createChapter(`# T\n\n${fences}`)
  expect(readSections(folded, parseProse(folded))).toMatchObject([{ code: 'listen(5)' }])
})
