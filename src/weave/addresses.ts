import type { Block, Borrowed } from '../course/types.ts'

/**
 * What a chapter's page does not carry itself, so that it opens at once, stands on pages beside it.
 */
export const COMPANIONS = {
  /** The code of checks, messages of breakages, solutions of tasks. */
  checks: 'checks.html',
  /** Programs as wholes. */
  programs: 'programs.html',
  /** Fragments of the checks' page, for the chapter's page to unfold in place. */
  fragments: 'fragments.js',
  /** The types of names in programs, and of those in what the checks' page shows. */
  types: 'types.js',
  checkTypes: 'checks.types.js',
  /** What the excerpts of a search are cut from. */
  texts: 'texts.js',
  /** When the lines of terminals came. */
  replay: 'replay.js',
} as const

export type Companion = keyof typeof COMPANIONS

/** The file's name. */
export function nameCompanion(slug: string, companion: Companion): string {
  return `${slug}.${COMPANIONS[companion]}`
}

/** The address of a companion page, or of a block on it. */
export function addressCompanion(slug: string, companion: Companion, id?: string): string {
  const page = encodeURI(nameCompanion(slug, companion))
  return id === undefined ? page : `${page}#${id}`
}

const LETTERS: Readonly<Partial<Record<Block['kind'], string>>> = {
  program: 'p',
  check: 'c',
  mutant: 'm',
  solution: 's',
}

/** The anchor of an earlier chapter's program on the page of checks. */
export function nameBorrowed({ number, file }: Borrowed): string {
  return `_${number}-${file}`
}

/** A block's anchor, the same on all pages that show it: `_c57`. What is the page's own begins so. */
export function nameBlock({ kind, place }: Block): string {
  return `_${LETTERS[kind] ?? 'b'}${place.line}`
}
