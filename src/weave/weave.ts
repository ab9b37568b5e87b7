import { basename } from 'node:path'
import type { Evidence } from '../course/evidence.ts'
import type { Tips } from '../course/tips.ts'
import type { Course, Problem } from '../course/types.ts'
import { renderColours } from './code/theme.ts'
import type { ChapterPage, Layout, Pages, RenderedChapter, SiteSource } from './page.ts'
import { APPENDIX, renderAppendix } from './pages/appendix.ts'
import { renderChapter } from './pages/chapter.ts'
import { renderClaims } from './pages/claims.ts'
import { renderContents } from './pages/contents.ts'
import { renderContentsScript } from './pages/contents-script.ts'
import { type Part, renderCoursePage } from './pages/course-page.ts'
import { type Cover, readCover } from './pages/cover.ts'
import { renderGlossary, renderTermsScript } from './pages/glossary.ts'
import { CARD, fillTemplate } from './pages/layout.ts'
import { renderNotFound } from './pages/not-found.ts'
import { listOwnNames } from './pages/own-names.ts'
import { planPages } from './pages/plan.ts'
import { checkReading } from './pages/reading-time.ts'
import { renderReference } from './pages/reference.ts'
import { renderSitemap } from './pages/sitemap.ts'
import { checkImages } from './prose/broken-images.ts'
import { checkLinks, findFiles, type ReadChapter } from './prose/links.ts'
import { parseProse } from './prose/prose.ts'
import { checkTerms } from './prose/terms.ts'
import { usesSockets } from './reference/explained.ts'
import { readCalls } from './reference/read-calls.ts'
import { readFiles } from './site/course-files.ts'
import { readSource } from './site/source.ts'

interface WeaveOptions {
  /** Where the site will stand, for canonical links. */
  readonly base?: string | undefined
  /** The cover leads to the course as a book. */
  readonly book?: boolean
  /** The types of names in code, by chapter. */
  readonly tips?: ReadonlyMap<string, Tips>
  /** What is wrong with chapters: shown on their pages. */
  readonly problems?: readonly Problem[]
  /** Makes a chapter's pages, or knows them already. */
  readonly render?: (page: ChapterPage) => Promise<RenderedChapter>
}

/**
 * Makes the whole site but for the index of its search, which takes longest and nobody waits for;
 * a problem does not keep the pages from being made.
 */
export async function weave(
  course: Course,
  evidence: ReadonlyMap<string, Evidence>,
  {
    base,
    book = false,
    tips = new Map(),
    problems: known = [],
    render = renderChapter,
  }: WeaveOptions = {},
): Promise<{ pages: Pages; problems: Problem[] }> {
  const source = await readSource()
  const read = course.chapters.map((chapter) => ({ chapter, prose: parseProse(chapter) }))
  const cover = course.cover && { chapter: course.cover, prose: parseProse(course.cover) }
  const texts = cover === undefined ? read : [...read, cover]
  const files = await readFiles(course.folder, [...findFiles(texts), CARD])
  const problems = [
    ...checkImages(texts, files),
    ...checkLinks(texts, new Set(files.keys()), listOwnNames(course)),
    ...read.flatMap(({ chapter, prose }) => checkTerms(chapter, prose.terms)),
    ...checkReading(read, course.cover?.minutes),
  ]
  const about = readCover(course)
  const layout = createLayout(source, {
    title: about.title,
    card: files.has(CARD),
    base,
    ...(book ? { book } : {}),
    ...(course.cover?.repository === undefined
      ? {}
      : { repository: { address: course.cover.repository, folder: basename(course.folder) } }),
  })
  const parts: Part[] = []
  const own: [string, string][] = []
  for (const page of planPages(
    course,
    { evidence, tips, problems: [...known, ...problems] },
    layout,
    files,
  )) {
    const { files: made, article } = await render(page)
    own.push(...Object.entries(made))
    parts.push({ chapter: page.chapter, article, evidence: page.evidence })
  }
  const lists = renderLists(read, evidence, about, layout)
  const named = [...lists.keys(), ...course.chapters.map(({ slug }) => `${slug}.html`)]
  const pages = new Map<string, string | Uint8Array>([
    ...files,
    ...lists,
    ...own,
    ...renderWhole(parts, named, about, layout),
    ...compact({ [APPENDIX]: renderAppendix(course.chapters, Object.fromEntries(own), layout) }),
    ...Object.entries(source.assets),
    ['contents.js', listContents(course, lists, source)],
    [
      'terms.js',
      renderTermsScript(
        read.flatMap(({ prose }) => prose.terms),
        source.assets['terms.js'] ?? '',
      ),
    ],
  ])
  return { pages, problems }
}

/** The pages that lead to chapters. */
function renderLists(
  read: readonly ReadChapter[],
  evidence: ReadonlyMap<string, Evidence>,
  about: Cover,
  layout: Layout,
): Map<string, string> {
  const entries = read.map((r) => ({ ...r, evidence: evidence.get(r.chapter.slug) }))
  const chapters = read.map(({ chapter }) => chapter)
  const terms = read.flatMap(({ chapter, prose }) =>
    prose.terms.map((term) => ({ ...term, chapter })),
  )
  return compact({
    'index.html': renderContents(entries, about, layout),
    'claims.html': renderClaims(chapters, evidence, layout),
    'glossary.html': renderGlossary(terms, layout),
    'reference.html': renderReference(usesSockets(chapters) ? readCalls() : [], chapters, layout),
  })
}

/** What is made of all the others. */
function renderWhole(
  parts: readonly Part[],
  named: readonly string[],
  about: Cover,
  layout: Layout,
): Map<string, string> {
  return compact({
    'course.html': renderCoursePage(parts, about, layout),
    '404.html': renderNotFound(layout),
    'sitemap.xml': renderSitemap(named, layout),
  })
}

/** What is shown over any page, or beside it. */
function listContents(
  { chapters }: Course,
  lists: ReadonlyMap<string, string>,
  { assets }: SiteSource,
): string {
  const pages = LISTED.filter(({ path }) => lists.has(path) || path === WHOLE.path)
  return renderContentsScript(chapters, pages, assets['contents.js'] ?? '')
}

const WHOLE = { path: 'course.html', title: 'Весь курс на одной странице' }
const LISTED = [
  { path: 'index.html', title: 'О курсе' },
  { path: 'claims.html', title: 'Часто пишут' },
  { path: 'glossary.html', title: 'Словарь' },
  { path: 'reference.html', title: 'Справочник' },
  WHOLE,
]

function createLayout(
  { layout, style, styles, first }: SiteSource,
  course: Pick<Layout, 'title' | 'card' | 'book' | 'repository'> & {
    readonly base: string | undefined
  },
): Layout {
  const inline = `<style>${style}${renderColours()}{{lists}}{{tables}}{{pictures}}</style>\n<script>${first}</script>`
  const template = fillTemplate(layout, { first: { html: inline } })
  const { base, ...rest } = course
  return { ...rest, template, styles, ...(base === undefined ? {} : { base }) }
}

function compact(files: Readonly<Record<string, string | undefined>>): Map<string, string> {
  return new Map(
    Object.entries(files).flatMap(([path, content]) =>
      content === undefined ? [] : [[path, content] as const],
    ),
  )
}
