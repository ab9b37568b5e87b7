import { oncePer } from '../../cache/once.ts'
import type { Course } from '../../course/types.ts'
import { createIndex, packIndex } from '../../search/index.ts'
import type { SectionText } from '../../search/section.ts'
import { nameCompanion } from '../addresses.ts'
import { parseProse } from '../prose/prose.ts'
import { usesSockets } from '../reference/explained.ts'
import { readCalls } from '../reference/read-calls.ts'
import { readReference } from './reference.ts'
import { readSections } from './sections.ts'

/**
 * What can be searched, and beside it for each chapter what excerpts are cut from; file → script: a
 * page opened from the disk may load no other kind of file.
 */
export const renderIndex = oncePer(render)

async function render({ chapters }: Course): Promise<ReadonlyMap<string, string>> {
  const written = chapters.map((chapter) => ({
    slug: chapter.slug,
    sections: readSections(chapter, parseProse(chapter)),
  }))
  const calls = { slug: 'reference', sections: readReference(readCalls()) }
  const read = usesSockets(chapters) ? [...written, calls] : written
  const index = await createIndex(read.flatMap(({ sections }) => sections))
  const texts = read.map(({ slug, sections }) => {
    const own = sections.map(({ prose, code }): SectionText => ({ prose, code }))
    return [nameCompanion(slug, 'texts'), callWith('addTexts', own)] as const
  })
  return new Map([['search-index.js', callWith('openSearch', packIndex(index))], ...texts])
}

/** A string that JSON.parse reads is loaded twice as fast as the same literal. */
function callWith(name: string, data: unknown): string {
  return `liveSockets.${name}(JSON.parse(${JSON.stringify(JSON.stringify(data))}))\n`
}
