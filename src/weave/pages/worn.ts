import type { Evidence } from '../../course/evidence.ts'
import type { Chapter } from '../../course/types.ts'
import { parseProse } from '../prose/prose.ts'

/** What a page wears beside the style of all pages. */
export interface Worn {
  readonly pictures?: boolean
  readonly tables?: boolean
}

/** What the article of a chapter asks for. */
export function findWorn(chapter: Chapter, evidence: Evidence | undefined): Worn {
  const pictures = evidence?.scenes.some(({ trace }) => trace !== undefined) === true
  const hasTable = parseProse(chapter).tokens.some(({ type }) => type === 'table_open')
  // What a picture shows is told by a table below it too.
  const tables = pictures || hasTable || chapter.blocks.some(({ kind }) => kind === 'matrix')
  return { pictures, tables }
}

export function joinWorn(all: readonly Worn[]): Worn {
  return {
    pictures: all.some(({ pictures }) => pictures),
    tables: all.some(({ tables }) => tables),
  }
}
