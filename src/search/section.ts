import type { Options } from 'minisearch'
import { readTerm, readTerms, readWords } from './terms.ts'

/** What a search finds: the text under one heading. */
export interface Section {
  /** The page and the heading's anchor: `05-blocking.html#итог`. */
  readonly address: string
  readonly chapter: string
  /** Empty for what stands under the chapter's own title. */
  readonly heading: string
  /** Words that stand out in the prose: most of them are explained there. */
  readonly bold: string
  readonly prose: string
  readonly code: string
}

/** How sections are indexed and looked up, on both sides: the build's and the browser's. */
export const OPTIONS: Options<Section> = {
  idField: 'address',
  fields: ['chapter', 'heading', 'bold', 'prose', 'code'],
  tokenize: (text) => Array.from(readWords(text), (word) => word.text),
  processTerm: readTerms,
  searchOptions: { processTerm: readTerm },
}

/** What `site/search` is loaded with. */
export interface SearchData {
  readonly index: object
  readonly sections: readonly Section[]
}
