import type { Evidence } from '../course/evidence.ts'
import type { Course, Problem } from '../course/types.ts'
import { renderChapter } from './chapter.ts'
import { renderClaims } from './claims.ts'
import { renderContents } from './contents.ts'
import { renderGlossary } from './glossary.ts'
import { checkLinks, findFiles } from './links.ts'
import type { ChapterPage, Layout, Neighbour } from './page.ts'
import { parseProse } from './prose.ts'
import { readFiles, readSource, type SiteSource } from './read.ts'
import { bundleDialog, renderIndex } from './search.ts'
import { readSections } from './search-sections.ts'
import { checkTerms } from './terms.ts'
import { renderColours, THEME } from './theme.ts'

/** Path within the site → content. */
export type Pages = ReadonlyMap<string, string | Uint8Array>

export interface WeaveOptions {
  /** Where the site will stand, for canonical links. */
  readonly base?: string
  /** The page of a chapter that need not be rendered anew, if there is one. */
  readonly recall?: (page: ChapterPage) => string | undefined
}

/** Makes the whole site; a problem does not keep the pages from being made. */
export async function weave(
  course: Course,
  evidence: ReadonlyMap<string, Evidence>,
  options: WeaveOptions = {},
): Promise<{ pages: Pages; problems: Problem[] }> {
  const source = await readSource()
  const read = course.chapters.map((chapter) => ({ chapter, prose: parseProse(chapter) }))
  const files = await readFiles(course.folder, findFiles(read))
  const problems = [
    ...checkLinks(read, new Set(files.keys())),
    ...read.flatMap(({ chapter, prose }) => checkTerms(chapter, prose.terms)),
  ]
  const layout = createLayout(source, options.base)
  const pages = new Map<string, string | Uint8Array>(files)
  pages.set('index.html', renderContents(course.chapters, evidence, layout))
  const claims = renderClaims(course.chapters, evidence, layout)
  if (claims !== undefined) pages.set('claims.html', claims)
  const terms = read.flatMap(({ chapter, prose }) =>
    prose.terms.map((term) => ({ ...term, chapter })),
  )
  const glossary = renderGlossary(terms, layout)
  if (glossary !== undefined) pages.set('glossary.html', glossary)
  for (const page of planPages(course, evidence, layout)) {
    const known = options.recall?.(page)
    pages.set(`${page.chapter.slug}.html`, known ?? (await renderChapter(page)))
  }
  const sections = read.flatMap(({ chapter, prose }) => readSections(chapter, prose))
  pages.set('search-index.js', renderIndex(sections))
  pages.set('search.js', await bundleDialog())
  for (const [path, content] of createAssets(source)) pages.set(path, content)
  return { pages, problems }
}

/** What each chapter's page is made of. */
export function planPages(
  { chapters }: Course,
  evidence: ReadonlyMap<string, Evidence>,
  layout: Layout,
): ChapterPage[] {
  const neighbours = chapters.map(({ number, slug, title }): Neighbour => ({ number, slug, title }))
  return chapters.map((chapter, index) => {
    const [run, previous, next] = [
      evidence.get(chapter.slug),
      neighbours[index - 1],
      neighbours[index + 1],
    ]
    return {
      chapter,
      ...(run === undefined ? {} : { evidence: run }),
      ...(previous === undefined ? {} : { previous }),
      ...(next === undefined ? {} : { next }),
      layout,
    }
  })
}

function createLayout({ layout }: SiteSource, base: string | undefined): Layout {
  return { template: layout, ...(base === undefined ? {} : { base }) }
}

function createAssets(source: SiteSource): [string, string][] {
  return [
    ['style.css', `${source.style}\n${source.pictures}\n${renderColours(THEME)}\n`],
    ['copy.js', source.script],
    ['search-open.js', source.openSearch],
    ['favicon.svg', source.icon],
  ]
}
