import MiniSearch, { type Options } from 'minisearch'
import { type Packed, pack, unpack } from './pack.ts'
import type { Section, Shown } from './section.ts'
import { createEar } from './sound.ts'
import { readTerms, readWords } from './terms.ts'

/** What is searched: words point to sections by their places in the list. */
export interface Searchable {
  readonly index: MiniSearch<Numbered>
  readonly sections: readonly Shown[]
  /** Terms of the other alphabet that sound like this one. */
  readonly hear: (term: string) => readonly string[]
}

/** The same as it is written to the site. */
export interface SearchData {
  readonly index: Packed
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
}

/** Lets other work go on meanwhile: a page that is asked for need not wait until all is read. */
export async function createIndex(sections: readonly Section[]): Promise<Searchable> {
  const index = new MiniSearch(OPTIONS)
  await index.addAllAsync(sections.map((section, id) => ({ ...section, id })))
  const shown = sections.map(({ bold: _bold, prose: _prose, code: _code, ...rest }) => rest)
  return { index, sections: shown, hear: createEar(() => listTerms(index.toJSON())) }
}

export function packIndex({ index, sections }: Searchable): SearchData {
  return { index: pack(index.toJSON()), sections }
}

export function openIndex({ index, sections }: SearchData): Searchable {
  const plain = unpack(index)
  const hear = createEar(() => listTerms(plain))
  return { index: MiniSearch.loadJS(plain, OPTIONS), sections, hear }
}

function listTerms({ index }: ReturnType<typeof unpack>): string[] {
  return index.map(([term]) => term)
}
