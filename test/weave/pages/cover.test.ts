import { expect, test } from 'vitest'
import type { Course } from '../../../src/course/types.ts'
import { readCover } from '../../../src/weave/pages/cover.ts'
import { weave } from '../../../src/weave/weave.ts'
import { createChapter, readSample } from '../sample.ts'

test('a README gives the course its name, its description and what stands below the chapters', async () => {
  const course = await readSample()
  const { pages, problems } = await weave(course, new Map())
  expect(problems).toEqual([])
  const front = String(pages.get('index.html'))
  expect(front).toContain('<title>Три главы</title>')
  expect(front).toContain('name="description" content="Курс для проверки: начните с\u00A0первой."')
  expect(front).toContain('<p class="lead">Курс <strong>для')
  expect(front).toContain('<a href="01-socket.html">первой</a>')
  expect(front.indexOf('Продолжение пишется')).toBeGreaterThan(front.indexOf('class="chapters"'))
  for (const path of ['01-socket.html', '404.html', 'course.html', 'claims.html']) {
    const page = pages.get(path)
    if (page !== undefined) expect(page).toContain('title="Все главы">Три главы</a>')
  }
})

test('a link of the README that leads nowhere is complained of', async () => {
  const cover = createChapter('# Курс\n\n[куда](./09-nowhere.md)\n', '00-readme')
  const { problems } = await weave({ ...(await readSample()), cover }, new Map())
  expect(problems).toMatchObject([
    { place: { line: 3 }, fact: expect.stringContaining('09-nowhere') },
  ])
})

test('without one the course has no name of its own, and a page says what it is all the same', async () => {
  const { id, folder, chapters } = await readSample()
  const course: Course = { id, folder, chapters }
  const { pages } = await weave(course, new Map())
  expect(readCover(course).title).toBe('Курс')
  expect(pages.get('index.html')).toContain('<meta name="description" content="Курс">')
})
