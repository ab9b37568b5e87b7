import { addressCompanion } from './addresses.ts'

/** Where a chapter's article stands: on a page of its own, or among all others on one. */
export interface Setting {
  /** What an anchor of the article is called there. */
  anchor(id: string): string
  /** The address of an anchor of the article. */
  own(id: string): string
  /** The address of the summary of its checks, or of the list that has it all. */
  checked(id: string): string
  /** The address of another chapter, or of an anchor in it. */
  chapter(slug: string, anchor?: string): string
  /** How much lower its headings stand. */
  readonly lower: number
}

export const ALONE: Setting = {
  anchor: (id) => id,
  own: (id) => `#${id}`,
  checked: (id) => `#${id}`,
  chapter: (slug, anchor) => `${encodePath(slug)}.html${anchor === undefined ? '' : `#${anchor}`}`,
  lower: 0,
}

/** Among the articles of the whole course anchors bear the names of their chapters. */
export function standAmongOthers(own: string): Setting {
  return {
    anchor: (id) => `${own}/${id}`,
    own: (id) => `#${own}/${id}`,
    // The summary itself stands on the chapter's page only.
    checked: (id) => addressCompanion(own, 'checks', id),
    chapter: (slug, anchor) => `#${slug}${anchor === undefined ? '' : `/${anchor}`}`,
    lower: 1,
  }
}

/** A path as an address: what would mean something else in it is encoded. */
export function encodePath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent)
}
