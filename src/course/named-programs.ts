/** A program that a text names: of its own chapter, or of another one. */
interface NamedProgram {
  /** `05-first-server`; absent for a program of the same chapter. */
  readonly slug?: string
  /** `open.ts` */
  readonly file: string
  /** Where the name begins in the text, from 0, and the name as it stands there. */
  readonly at: number
  readonly text: string
}

/** What an address of a program looks like, as a source of regular expressions. */
export const PROGRAM = String.raw`[a-z0-9][a-z0-9-]*\.ts`
export const FOREIGN = String.raw`\.\./(?<slug>[\p{L}\d-]+)/`

/** A quoted `./name.ts` or `../05-slug/name.ts`: an import, or the file of a thread or a process; what
 * Node itself starts is the compiled `./name.js`. */
const NAMED = new RegExp(
  String.raw`(?<=['"\x60])(?:\./|${FOREIGN})(?<name>[a-z0-9][a-z0-9-]*)\.[jt]s(?=['"\x60])`,
  'gu',
)

/** All programs that a text names, in order. */
export function findNamedPrograms(text: string): NamedProgram[] {
  return Array.from(text.matchAll(NAMED), ({ 0: whole, index, groups = {} }) => ({
    ...(groups.slug === undefined ? {} : { slug: groups.slug }),
    file: `${groups.name}.ts`,
    at: index,
    text: whole,
  }))
}
