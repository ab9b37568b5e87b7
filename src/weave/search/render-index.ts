import { oncePer } from '../../cache/once.ts'
import type { Course } from '../../course/types.ts'
import { createIndex } from '../../search/index.ts'
import { parseProse } from '../prose/prose.ts'
import { readSections } from './sections.ts'

/** What can be searched, as a script: a page opened from the disk may load no other kind of file. */
export const renderIndex = oncePer(render)

async function render({ chapters }: Course): Promise<string> {
  const sections = chapters.flatMap((chapter) => readSections(chapter, parseProse(chapter)))
  const data = await createIndex(sections)
  // A string that JSON.parse reads is loaded twice as fast as the same literal.
  return `liveSockets.openSearch(JSON.parse(${JSON.stringify(JSON.stringify(data))}))\n`
}
