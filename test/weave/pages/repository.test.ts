import { expect, test } from 'vitest'
import { parseChapter } from '../../../src/course/parse.ts'
import type { Course } from '../../../src/course/types.ts'
import { readRepository } from '../../../src/weave/pages/repository.ts'
import { weave } from '../../../src/weave/weave.ts'
import { createChapter, readSample } from '../sample.ts'

test.each([
  [
    'https://github.com/somebody/course',
    'https://github.com/somebody/course/edit/main/texts/01-a.md',
    'https://github.com/somebody/course/issues/new?title=%C2%ABa%C2%BB',
  ],
  [
    'https://github.com/somebody/course/tree/draft/chapters/',
    'https://github.com/somebody/course/edit/draft/chapters/01-a.md',
    'https://github.com/somebody/course/issues/new?title=%C2%ABa%C2%BB',
  ],
  [
    'https://gitlab.example.org/group/course/-/tree/main/chapters',
    'https://gitlab.example.org/group/course/-/edit/main/chapters/01-a.md',
    'https://gitlab.example.org/group/course/-/issues/new?issue%5Btitle%5D=%C2%ABa%C2%BB',
  ],
  [
    'https://gitlab.example.org/group/course.git',
    'https://gitlab.example.org/group/course/-/edit/main/texts/01-a.md',
    'https://gitlab.example.org/group/course/-/issues/new?issue%5Btitle%5D=%C2%ABa%C2%BB',
  ],
  [
    'https://codeberg.org/somebody/course/src/branch/main/chapters',
    'https://codeberg.org/somebody/course/_edit/main/chapters/01-a.md',
    'https://codeberg.org/somebody/course/issues/new?title=%C2%ABa%C2%BB',
  ],
])('%s', (address, edit, report) => {
  const repository = readRepository(address, 'texts')
  expect(repository.edit('01-a.md')).toBe(edit)
  expect(repository.report('«a»')).toBe(report)
})

async function weaveKept(front: string) {
  const cover = createChapter(`---\n${front}\n---\n# Курс\n\nО нём.\n`, '00-readme')
  const course: Course = { ...(await readSample()), cover }
  return (await weave(course, new Map())).pages
}

test('a course that says where it is kept lets readers mend it', async () => {
  const pages = await weaveKept('repository: https://github.com/somebody/course/tree/main/chapters')
  const chapter = String(pages.get('01-socket.html'))
  expect(chapter).toContain(
    'href="https://github.com/somebody/course/edit/main/chapters/01-socket.md">Править</a>',
  )
  expect(chapter).toContain('>Сообщить об ошибке</a>')
  const front = String(pages.get('index.html'))
  expect(front).toContain('<a href="https://github.com/somebody/course">Репозиторий курса</a>')
  expect(front).toContain('/edit/main/chapters/README.md">Править</a>')
  expect(pages.get('404.html')).toContain('>Сообщить об ошибке</a>')
  expect(pages.get('404.html')).not.toContain('Править')
})

test('a course that does not, offers no such thing; its licence it may tell', async () => {
  const pages = await weaveKept('license: CC BY 4.0')
  expect(pages.get('01-socket.html')).not.toContain('Сообщить об ошибке')
  expect(pages.get('index.html')).not.toContain('Репозиторий')
  expect(pages.get('index.html')).toContain('<li>Лицензия: CC BY 4.0</li>')
})

test.each(['somewhere', 'https://github.com', 'git@github.com:somebody/course'])(
  '«%s» is no address of a repository',
  (address) => {
    const raw = `---\nrepository: ${address}\n---\n# Курс\n`
    const source = { number: 0, slug: 'index', file: 'README.md', path: '/README.md', raw }
    expect(parseChapter(source).problems).toMatchObject([
      { place: { line: 2, column: 1 }, fact: '«repository» в шапке — не адрес репозитория' },
    ])
  },
)
