import type { Evidence } from '../course/evidence.ts'
import type { Chapter } from '../course/types.ts'
import { COURSE } from './about.ts'
import { type Html, html, NOTHING } from './html.ts'
import { fillLayout } from './layout.ts'
import type { Layout } from './page.ts'
import { CHECKS, formatCount } from './russian.ts'

type Evidences = ReadonlyMap<string, Evidence>

/** The front page: what the course is, and its chapters by part. */
export function renderContents(
  chapters: readonly Chapter[],
  evidence: Evidences,
  layout: Layout,
): string {
  const parts = [...new Set(chapters.map((chapter) => chapter.part))]
  const groups = parts.map((part) =>
    renderPart(
      part,
      chapters.filter((chapter) => chapter.part === part),
      evidence,
    ),
  )
  const body = html`<main id="_content" class="contents">
<header><h1>${COURSE.title}</h1>
<p class="lead">${COURSE.description}</p></header>
${groups}
${chapters.some((chapter) => chapter.claims.length > 0) ? CLAIMS : NOTHING}
${chapters.some((chapter) => chapter.terms.length > 0) ? GLOSSARY : NOTHING}
</main>`
  const { title, description } = COURSE
  return fillLayout(layout, { path: 'index.html', title, description, body })
}

const CLAIMS = html`<p><a href="claims.html">Все утверждения и приговоры</a></p>`

const GLOSSARY = html`<p><a href="glossary.html">Словарь</a></p>`

function renderPart(
  part: string | undefined,
  chapters: readonly Chapter[],
  evidence: Evidences,
): Html {
  const items = chapters.map((chapter) => renderItem(chapter, evidence.get(chapter.slug)))
  const heading = part === undefined ? NOTHING : html`<h2>${part}</h2>`
  return html`<section>${heading}
<ol class="chapters">${items}</ol></section>
`
}

function renderItem(
  { number, slug, title, summary }: Chapter,
  evidence: Evidence | undefined,
): Html {
  const passed = evidence?.checks.filter((check) => check.status === 'passed').length ?? 0
  const checked =
    passed === 0 ? NOTHING : html`<span class="note">✓ ${formatCount(passed, CHECKS)}</span>`
  const about = summary === undefined ? NOTHING : html`<p>${summary}</p>`
  return html`<li><span class="number" aria-hidden="true">${number}</span><div><a href="${encodeURI(slug)}.html">${title}</a>${about}${checked}</div></li>
`
}
