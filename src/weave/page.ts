import type { Evidence } from '../course/evidence.ts'
import type { MatrixRow } from '../course/matrix.ts'
import type { Chapter } from '../course/types.ts'

/** All that a chapter's page depends on: while this is the same, the page is. */
export interface ChapterPage {
  readonly chapter: Chapter
  /** Absent until the chapter has been run. */
  readonly evidence?: Evidence
  /** Where the chapter shows it: what the servers of all chapters made of faults. */
  readonly matrix?: readonly MatrixRow[]
  readonly previous?: Neighbour
  readonly next?: Neighbour
  readonly layout: Layout
}

export interface Neighbour {
  readonly number: number
  readonly slug: string
  readonly title: string
}

/** What surrounds the content of every page. */
export interface Layout {
  /** `site/layout.html` */
  readonly template: string
  /** Where the site will stand, for canonical links: `https://example.org/course/`. */
  readonly base?: string
}
