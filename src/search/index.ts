import MiniSearch, { type AsPlainObject, type Options } from 'minisearch'
import { readQueryTerms } from './jargon.ts'
import type { Section, Shown } from './section.ts'
import { readTerms, readWords } from './terms.ts'

/** What is searched: words point to sections by their places in the list. */
export interface Searchable {
  readonly index: MiniSearch<Numbered>
  readonly sections: readonly Shown[]
}

/** The same as it is written to the site. */
export interface SearchData {
  readonly index: AsPlainObject
  readonly sections: readonly Shown[]
}

/** An address is long, and its Russian letters are encoded: a number stands for it. */
interface Numbered extends Section {
  readonly id: number
}

/** How sections are indexed and looked up, on both sides: the build's and the browser's. */
const OPTIONS: Options<Numbered> = {
  fields: ['chapter', 'heading', 'bold', 'prose', 'code'],
  tokenize: (text) => Array.from(readWords(text), (word) => word.text),
  processTerm: readTerms,
  searchOptions: { processTerm: readQueryTerms },
}

/** Lets other work go on meanwhile: a page that is asked for need not wait until all is read. */
export async function createIndex(sections: readonly Section[]): Promise<Searchable> {
  const index = new MiniSearch(OPTIONS)
  await index.addAllAsync(sections.map((section, id) => ({ ...section, id })))
  return { index, sections: sections.map(({ bold: _, ...shown }) => shown) }
}

export function openIndex({ index, sections }: SearchData): Searchable {
  return { index: MiniSearch.loadJS(index, OPTIONS), sections }
}
