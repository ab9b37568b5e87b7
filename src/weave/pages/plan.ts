import type { Evidence } from '../../course/evidence.ts'
import { gatherMatrix } from '../../course/matrix.ts'
import type { Tips } from '../../course/tips.ts'
import type { Chapter, Course, Problem } from '../../course/types.ts'
import type { ChapterPage, Layout, Neighbour } from '../page.ts'
import { measureImages } from '../prose/image-sizes.ts'
import type { KnownTerm } from '../prose/mention-terms.ts'
import { parseProse } from '../prose/prose.ts'

/** What is known of chapters: of each by its slug, and what is wrong with any. */
interface Findings {
  readonly evidence: ReadonlyMap<string, Evidence>
  readonly tips: ReadonlyMap<string, Tips>
  readonly problems: readonly Problem[]
}

/** What each chapter's pages are made of. */
export function planPages(
  { chapters }: Course,
  { evidence, tips, problems }: Findings,
  layout: Layout,
  files: ReadonlyMap<string, Uint8Array> = new Map(),
): ChapterPage[] {
  const neighbours = chapters.map(({ number, slug, title }): Neighbour => ({ number, slug, title }))
  return chapters.map((chapter, index) => {
    const [run, told, previous, next] = [
      evidence.get(chapter.slug),
      tips.get(chapter.slug),
      neighbours[index - 1],
      neighbours[index + 1],
    ]
    const images = measureImages(parseProse(chapter), files)
    const known = listKnown(chapter, chapters)
    const own = problems.filter(({ place }) => place.file === chapter.file)
    return {
      chapter,
      ...(run === undefined ? {} : { evidence: run }),
      ...(told === undefined ? {} : { tips: told }),
      ...(showsMatrix(chapter) ? { matrix: gatherMatrix(chapters, evidence) } : {}),
      ...(images === undefined ? {} : { images }),
      ...(own.length === 0 ? {} : { problems: own }),
      ...(known.length === 0 ? {} : { known }),
      ...(previous === undefined ? {} : { previous }),
      ...(next === undefined ? {} : { next }),
      layout,
    }
  })
}

/** Words of the glossary that this chapter does not explain itself. */
function listKnown(own: Chapter, chapters: readonly Chapter[]): KnownTerm[] {
  const words = new Set(own.terms.map(({ word }) => word))
  return chapters
    .filter((chapter) => chapter !== own)
    .flatMap((chapter) => parseProse(chapter).terms)
    .filter(({ term: { word } }) => !words.has(word) && words.add(word))
    .map(({ term: { word }, anchor }) => ({ word, anchor }))
}

function showsMatrix({ blocks }: Chapter): boolean {
  return blocks.some(({ kind }) => kind === 'matrix')
}
