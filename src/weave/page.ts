import type { Evidence } from '../course/evidence.ts'
import type { MatrixRow } from '../course/matrix.ts'
import type { Tips } from '../course/tips.ts'
import type { Chapter, Problem } from '../course/types.ts'
import type { Html } from './html.ts'
import type { KnownTerm } from './prose/mention-terms.ts'
import type { ImageSizes } from './prose/prose.ts'

/** All that a chapter's pages depend on: while this is the same, they are. */
export interface ChapterPage {
  readonly chapter: Chapter
  /** Absent until the chapter has been run. */
  readonly evidence?: Evidence
  /** The types of names in its code; absent where they are not known. */
  readonly tips?: Tips
  /** Where the chapter shows it: what the servers of all chapters made of faults. */
  readonly matrix?: readonly MatrixRow[]
  /** Sizes of the pictures that the chapter shows. */
  readonly images?: ImageSizes
  /** What is wrong with the chapter: shown where it is wrong. */
  readonly problems?: readonly Problem[]
  /** Words that other chapters explain. */
  readonly known?: readonly KnownTerm[]
  readonly previous?: Neighbour
  readonly next?: Neighbour
  /** Code without its colours: they take long, and the text is there already. */
  readonly plain?: true
  readonly layout: Layout
}

/** Path within the site → content. */
export type Pages = ReadonlyMap<string, string | Uint8Array>

/** A chapter's own files: name → content. */
export type ChapterFiles = Readonly<Record<string, string>>

/** All that is made of a chapter. */
export interface RenderedChapter {
  readonly files: ChapterFiles
  /** Its article, as it stands among those of the whole course. */
  readonly article: Html
}

export interface Neighbour {
  readonly number: number
  readonly slug: string
  readonly title: string
}

/** What only some pages wear: pages of lists, pages with pictures of runs, pages with tables. */
type Styles = Readonly<Record<'lists' | 'pictures' | 'tables', string>>

/** The site's own source, ready to be served. */
export interface SiteSource {
  readonly layout: string
  readonly style: string
  readonly styles: Styles
  /** Runs before the page is painted. */
  readonly first: string
  /** What stands at the end of pages that `npm start` serves, and the script that it loads. */
  readonly live: { readonly style: string; readonly script: string }
  /** Files of the site that are the same for all courses: name → content. */
  readonly assets: Readonly<Record<string, string>>
}

/** What surrounds the content of every page. */
export interface Layout {
  /** The course's name. */
  readonly title: string
  /** `site/layout.html`, its style and its first script in place. */
  readonly template: string
  readonly styles: Styles
  /** Where the course is kept, if it says so, and the name of its folder. */
  readonly repository?: { readonly address: string; readonly folder: string }
  /** There is a picture that other sites show beside a link: `card.png`. */
  readonly card?: boolean
  /** There is a book of the course beside the site. */
  readonly book?: boolean
  /** Where the site will stand: `https://example.org/course/`, or only `/course/`. */
  readonly base?: string
}
