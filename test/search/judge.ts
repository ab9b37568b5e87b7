import { loadCourse } from '../../src/course/load.ts'
import { find } from '../../src/search/find.ts'
import { createIndex } from '../../src/search/index.ts'
import type { Section } from '../../src/search/section.ts'
import { type Prose, parseProse } from '../../src/weave/prose/prose.ts'
import { readSections } from '../../src/weave/search/sections.ts'
import type { Judged } from './queries.ts'

/** The place of the first answer among what was found, from 1; none: Infinity. */
export interface Verdict {
  readonly query: string
  readonly place: number
  /** What came first instead. */
  readonly found: readonly string[]
}

export type Judge = (judged: Judged) => Verdict

/** The course, indexed as the site indexes it. */
export async function createJudge(): Promise<Judge> {
  const { chapters } = await loadCourse('chapters')
  const sections: Section[] = []
  const names = new Map<string, string>()
  for (const chapter of chapters) {
    const prose = parseProse(chapter)
    const headings = readHeadings(prose, chapter.title)
    for (const section of readSections(chapter, prose)) {
      const anchor = decodeURIComponent(section.address.split('#')[1] ?? '')
      sections.push(section)
      names.set(section.address, `${chapter.slug}: ${headings.get(anchor) ?? chapter.title}`)
    }
  }
  const course = await createIndex(sections)
  return ({ query, answers }) => {
    const hits = find(query, course, 20)
    const found = hits.map(({ section }) => names.get(section.address) ?? '')
    const at = found.findIndex((name) => answers.some((answer) => isNamed(name, answer)))
    return { query, place: at === -1 ? Infinity : at + 1, found }
  }
}

/** An answer is `chapter: heading`, or a heading alone. */
function isNamed(name: string, answer: string): boolean {
  return name === answer || name.endsWith(`: ${answer}`)
}

/** The heading above every anchor: whoever follows a link to a word comes to that section. */
function readHeadings({ tokens }: Prose, title: string): Map<string, string> {
  const headings = new Map<string, string>()
  let heading = title
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open' && token.tag !== 'h1') {
      const words = (tokens[index + 1]?.children ?? []).map(({ content }) => content)
      // A dash is bound to the word before it.
      heading = words.join('').replaceAll('\u00a0', ' ')
    }
    for (const { attrs } of [token, ...(token.children ?? [])]) {
      const id = attrs?.find(([name]) => name === 'id')?.[1]
      if (id !== undefined) headings.set(String(id), heading)
    }
  })
  return headings
}
