import { expect, test } from 'vitest'
import type { Problem } from '../../../src/course/types.ts'
import { listOwnNames } from '../../../src/weave/pages/own-names.ts'
import { checkLinks, findFiles } from '../../../src/weave/prose/links.ts'
import { parseProse } from '../../../src/weave/prose/prose.ts'
import { readFiles } from '../../../src/weave/site/course-files.ts'
import { weave } from '../../../src/weave/weave.ts'
import { makeFolder } from '../../helpers/folder.ts'
import { createChapter, readSample, renderText } from '../sample.ts'

const OTHER = createChapter('# Другая\n\n## Почему accept() ждёт\n', '03-other')

function check(raw: string, files: string[] = []): Problem[] {
  const read = [createChapter(raw), OTHER].map((chapter) => ({
    chapter,
    prose: parseProse(chapter),
  }))
  const taken = listOwnNames({ chapters: read.map(({ chapter }) => chapter) })
  return checkLinks(read, new Set(files), taken)
}

test('links to chapters become links to pages', async () => {
  const page = await renderText(
    '# T\n\n[a](./03-other.md), [b](03-other.md#почему-accept-ждёт "как"), [c](https://a.b/x.md)\n',
  )
  expect(page).toContain('<a href="03-other.html">a</a>')
  expect(page).toContain('<a href="03-other.html#почему-accept-ждёт" title="как">b</a>')
  expect(page).toContain('<a href="https://a.b/x.md">c</a>')
})

test('living links are no problem', () => {
  const links = '[a](03-other.md) [b](./03-other.md#почему-accept-ждёт) [c](#сам) [d](mailto:a@b.c)'
  expect(check(`# T\n\n## Сам\n\n${links}\n\n![p](./pics/a.svg)\n`, ['pics/a.svg'])).toEqual([])
})

test.each([
  ['[a](./04-none.md)', 'ссылка на главу, которой нет: 04-none.md'],
  ['[a](03-other.md#нет)', 'в главе 03-other нет раздела «#нет»'],
  ['[a](#нет)', 'в этой главе нет раздела «#нет»'],
  ['[a](./%D0%B3.txt)', 'ссылка на файл, которого нет: г.txt'],
  ['![a](./03-other.md)', 'глава 03-other.md стоит картинкой'],
  ['[a](mailto:)', 'по адресу mailto: браузер никуда не придёт'],
  ['[a](tel:)', 'по адресу tel: браузер никуда не придёт'],
  ['[a](../package.json)', 'путь ведёт за пределы папки с главами: ../package.json'],
  ['[a]()', 'ссылка никуда не ведёт'],
  ['![a](./none.svg)', 'нет картинки none.svg'],
  ['![a](data:image/png;base64,AA)', 'картинка вписана прямо в главу (data:)'],
  ['[a](./index.html)', 'имя index.html занято: так называется файл самого сайта'],
  ['[a](page.js)', 'имя page.js занято: так называется файл самого сайта'],
  [
    '[a](03-other.checks.html#c1)',
    'имя 03-other.checks.html занято: так называется файл самого сайта',
  ],
  ['![a](https://a.b/c.png)', 'картинка с чужого сайта: https://a.b/c.png'],
  ['[a](./README.md)', 'ссылка на обложку курса, а README.md в папке глав нет'],
  ['[a](./index.md)', 'ссылка на файл, которого нет: index.md'],
  ['[a](C:/temp/a.txt)', 'это путь на диске Windows: C:/temp/a.txt'],
  ['[a](d:/a.txt#b)', 'это путь на диске Windows: d:/a.txt#b'],
  ['![a](C:/temp/a.png)', 'это путь на диске Windows: C:/temp/a.png'],
  ['[a](localhost:8080)', 'по адресу localhost:8080 браузер никуда не придёт'],
  ['[a](vscode:extension/x)', 'по адресу vscode:extension/x браузер никуда не придёт'],
  ['[a](//example.org/x)', 'по адресу //example.org/x браузер никуда не придёт'],
  ['[a](http:example.org)', 'по адресу http:example.org браузер никуда не придёт'],
  ['[a](https://)', 'по адресу https:// браузер никуда не придёт'],
  ['[a](data:image/png;base64,AA)', 'по адресу data:image/png;base64,AA браузер никуда не придёт'],
  ['[a](www.example.org)', 'ссылка на файл, которого нет: www.example.org'],
])('a dead link is a problem at its place: %s', (link, fact) => {
  const own = ['index.html', 'page.js', '03-other.checks.html']
  const [problem, ...more] = check(`---\npart: Ч\n---\n# T\n\nтекст\nи вот ${link}\n`, own)
  expect(more).toEqual([])
  expect(problem?.fact).toBe(fact)
  const column = 'и вот '.length + link.indexOf('(') + 2
  expect(problem?.place).toEqual({ file: 'chapters/02-server.md', line: 7, column })
})

test('of two same dead links each has its own place', () => {
  const places = check('# T\n\n[a](#x) и [b](#x)\n[c](#x)\n').map(({ place }) => place)
  expect(places.map(({ line, column }) => [line, column])).toEqual([
    [3, 5],
    [3, 15],
    [4, 5],
  ])
})

test('a link by name is dead where the name is given', () => {
  const [problem] = check('# T\n\nвот [это][имя]\n\n[имя]: ./04-none.md\n')
  expect(problem?.place).toMatchObject({ line: 5, column: 8 })
})

test('a picture within a link is checked as well', () => {
  const facts = check('# T\n\n[![p](none.svg)](03-other.md)\n').map(({ fact }) => fact)
  expect(facts).toEqual(['нет картинки none.svg'])
})

test('a name may hold what an address marks its parts with', async () => {
  const text =
    '# T\n\n![p](./a%23b.svg)\n\n[q](./что%3F.svg)\n\n[r](03-other.md#почему-accept-ждёт)\n'
  expect(check(text, ['a#b.svg', 'что?.svg'])).toEqual([])
  const page = await renderText(text)
  expect(page).toContain('src="a%23b.svg"')
  expect(page).toContain(`href="${encodeURI('что')}%3F.svg"`)
})

test('the names of all files that a site may have are known', async () => {
  const course = await readSample()
  const { pages } = await weave(course, new Map(), { base: 'https://example.org/' })
  const own = [...pages.keys()].filter((path) => !/^pics\//.test(path))
  const known = listOwnNames(course)
  expect(own.filter((path) => !known.has(path))).toEqual([])
})

test('the cover is what its README is, with its sections', async () => {
  const cover = createChapter('# Курс\n\n## Кому это\n\n[дальше](./03-other.md)\n', 'index')
  const own = createChapter(
    '# T\n\n[a](./README.md), [b](README.md#кому-это), [c](./README.md#нет)\n',
  )
  const read = [own, OTHER, cover].map((chapter) => ({ chapter, prose: parseProse(chapter) }))
  const facts = checkLinks(read, new Set()).map(({ fact }) => fact)
  expect(facts).toEqual(['в обложке курса нет раздела «#нет»'])
  const page = await renderText('# T\n\n[a](./README.md), [b](README.md#кому-это)\n')
  expect(page).toContain('<a href="index.html">a</a>')
  expect(page).toContain('<a href="index.html#кому-это">b</a>')
})

test('a letter with its mark is the same as one sign and as two', async () => {
  const nfd = (text: string) => text.normalize('NFD')
  const other = createChapter(nfd('# Й\n\n## Свой раздел\n'), 'index')
  const text = `# T\n\n[a](./README.md#${nfd('свой-раздел')}) [b](./README.md#свой-раздел)\n\n![c](./${nfd('йод')}.svg)\n`
  const read = [createChapter(text), other].map((chapter) => ({
    chapter,
    prose: parseProse(chapter),
  }))
  expect(checkLinks(read, new Set(['йод.svg']))).toEqual([])
  expect(findFiles(read)).toEqual(['йод.svg'])
  const folder = await makeFolder({ [nfd('йод.svg')]: 'раз', [nfd('ёж/й.svg')]: 'два' })
  expect([...(await readFiles(folder, ['йод.svg', 'ёж/й.svg', 'нет/й.svg'])).keys()]).toEqual([
    'йод.svg',
    'ёж/й.svg',
  ])
})

test.each([
  ['| а | б |\n|---|---|\n| x | y |\n| x | [a](./nope.md) |', 6, 11],
  ['::: подробнее О [a](./nope.md)\n\nтекст\n:::', 3, 21],
  ['текст [a](#раздел%20один)', 3, 11],
])('a dead link has its place: %j', (text, line, column) => {
  expect(check(`# T\n\n${text}\n`).map(({ place }) => [place.line, place.column])).toEqual([
    [line, column],
  ])
})

test('an address that cannot be read is refused', () => {
  expect(check('# T\n\n[d](http://[::1)\n')[0]?.fact).toContain('браузер никуда не придёт')
})
