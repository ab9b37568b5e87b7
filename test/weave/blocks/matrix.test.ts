import { expect, test } from 'vitest'
import { keyOf } from '../../../src/cache/key.ts'
import type { Evidence } from '../../../src/course/evidence.ts'
import type { Outcome } from '../../../src/course/faults.ts'
import type { Course } from '../../../src/course/types.ts'
import type { ChapterPage } from '../../../src/weave/page.ts'
import { renderChapter } from '../../../src/weave/pages/chapter.ts'
import { planPages } from '../../../src/weave/pages/plan.ts'
import { fence, parseSound } from '../../helpers/chapter.ts'
import { BARE } from '../sample.ts'

const server = { ...parseSound('# Сервер\n'), number: 2, slug: '02-server' }
const survey = parseSound(`# Обзор\n\n${fence('matrix')}`)
const course: Course = { id: 'x', folder: '/x', chapters: [server, survey] }

function plan(outcome?: Outcome) {
  const place = { file: server.file, line: 1, column: 1 }
  const trials =
    outcome === undefined ? [] : [{ program: 'server.ts', fault: 'задержки', outcome } as const]
  const checks = [{ title: 'помехи', place, status: 'passed', duration: 1, trials } as const]
  const evidence: Evidence = {
    checks,
    scenes: [],
    mutants: [],
    tasks: [],
    node: 'v20',
    platform: 'linux',
  }
  return planPages(
    course,
    { evidence: new Map([[server.slug, evidence]]), tips: new Map(), problems: [] },
    BARE,
  )
}

async function render(page: ChapterPage | undefined): Promise<string> {
  if (page === undefined) throw new Error('no page')
  return (await renderChapter(page)).files[`${page.chapter.slug}.html`] ?? ''
}

test('shows each server with what its clients got, and links to its chapter', async () => {
  const [, page] = plan('весь ответ')
  const html = await render(page)
  expect(html).toContain(
    '<code>server.ts</code> <small><a href="02-server.html">глава 2</a></small>',
  )
  expect(html).toContain('<td>✓</td>')
  expect(html.match(/<td>—<\/td>/g)).toHaveLength(8)
})

test('marks what could have gone better', async () => {
  const [, page] = plan('часть ответа')
  const html = await render(page)
  expect(html).toContain('<td class="worse">часть ответа</td>')
})

test('the page is another one when the evidence of another chapter is', () => {
  const key = (outcome: Outcome) => keyOf('', plan(outcome)[1])
  expect(key('весь ответ')).not.toBe(key('ничего'))
  expect(key('весь ответ')).toBe(key('весь ответ'))
})

test('says so where nothing has run yet', async () => {
  const [, page] = plan()
  const html = await render(page)
  expect(html).toContain('ещё не запускалось')
})
