import type { Evidence } from '../../course/evidence.ts'
import type { Chapter } from '../../course/types.ts'
import { CHECKS, formatCount } from '../../russian/count.ts'
import { type Html, html, joinHtml, NOTHING } from '../html.ts'
import type { Layout } from '../page.ts'
import type { Prose } from '../prose/prose.ts'
import { bindWords } from '../russian.ts'
import type { Cover } from './cover.ts'
import { fillLayout } from './layout.ts'
import { formatReading, measureReading } from './reading-time.ts'
import { readRepository } from './repository.ts'

/** A chapter as the contents tell of it. */
export interface Entry {
  readonly chapter: Chapter
  readonly prose: Prose
  readonly evidence: Evidence | undefined
}

/** The front page: what the course is, and its chapters by part. */
export function renderContents(entries: readonly Entry[], about: Cover, layout: Layout): string {
  const parts = [...new Set(entries.map(({ chapter }) => chapter.part))]
  const groups = parts.map((part) =>
    renderPart(
      part,
      entries.filter(({ chapter }) => chapter.part === part),
    ),
  )
  const body = html`<main id="_content" class="contents">
<header><h1>${about.title}</h1>
${about.lead}
${renderStart(entries[0])}</header>
${groups}
${about.rest}
<ul class="more">${entries.some(({ chapter }) => chapter.claims.length > 0) ? CLAIMS : NOTHING}
${entries.some(({ chapter }) => chapter.terms.length > 0) ? GLOSSARY : NOTHING}
<li><a href="course.html">Весь курс на одной странице</a>: для печати и для чтения без сети</li>
${layout.book === true ? BOOK : NOTHING}</ul>
${renderTerms(about, layout)}
</main>`
  const { title, description } = about
  return fillLayout(layout, {
    path: 'index.html',
    title,
    description,
    body,
    kind: 'list',
    worn: about.worn,
    ...(about.file === undefined ? {} : { source: about.file }),
  })
}

const BOOK = html`<li><a href="course.epub">Книга для электронной читалки</a> (EPUB)</li>`

const CLAIMS = html`<li><a href="claims.html">Часто пишут</a>: все утверждения и приговоры</li>`

const GLOSSARY = html`<li><a href="glossary.html">Словарь</a></li>`

/** Where to begin; the page's script knows where the reader has stopped. */
function renderStart(first: Entry | undefined): Html {
  if (first === undefined) return NOTHING
  const { slug, number, title } = first.chapter
  return html`<p class="start"><a href="${encodeURI(slug)}.html">Начать: глава ${number}. ${title}</a></p>`
}

/** Where the course is kept, and on which terms it is given. */
function renderTerms({ license }: Cover, { repository }: Layout): Html {
  const home =
    repository === undefined
      ? NOTHING
      : html`<li><a href="${readRepository(repository.address, repository.folder).home}">Репозиторий курса</a></li>\n`
  const terms = license === undefined ? NOTHING : html`<li>Лицензия: ${license}</li>\n`
  return joinHtml([home, terms]).html === '' ? NOTHING : html`<ul class="more">${home}${terms}</ul>`
}

function renderPart(part: string | undefined, entries: readonly Entry[]): Html {
  const heading = part === undefined ? NOTHING : html`<h2>${part}</h2>`
  return html`<section>${heading}
<ol class="chapters">${entries.map(renderItem)}</ol></section>
`
}

function renderItem({ chapter, prose, evidence }: Entry): Html {
  const { number, slug, title, summary } = chapter
  const passed = evidence?.checks.filter((check) => check.status === 'passed').length ?? 0
  const checked = passed === 0 ? '' : ` · ✓ ${formatCount(passed, CHECKS)}`
  const about = summary === undefined ? NOTHING : html`<p>${bindWords(summary)}</p>`
  const time = formatReading(measureReading(chapter, prose))
  return html`<li><span class="number" aria-hidden="true">${number}</span><div><a href="${encodeURI(slug)}.html">${title}</a>${about}<small>${time}${checked}</small></div></li>
`
}
