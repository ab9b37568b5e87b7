/** What a search finds: the text under one heading. */
export interface Section {
  /** The page and the heading's anchor: `05-blocking.html#итог`. */
  readonly address: string
  /** Of a word that is explained: the section that explains it. */
  readonly within?: string
  readonly chapter: string
  /** Empty for what stands under the chapter's own title. */
  readonly heading: string
  /** Words that stand out in the prose: most of them are explained there. */
  readonly bold: string
  readonly prose: string
  readonly code: string
}

/** What is kept of a section for the list of what was found. */
export type Shown = Omit<Section, 'bold' | 'prose' | 'code'>

/** What an excerpt is cut from: it is loaded when it is to be seen. */
export type SectionText = Pick<Section, 'prose' | 'code'>
