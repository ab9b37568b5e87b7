import type { Chapter } from '../../course/types.ts'
import type { Call } from './read-calls.ts'

/** The anchor of a call on the reference page: `Socket.recv`, `poll`. */
export function anchorOf({ owner, name }: Pick<Call, 'owner' | 'name'>): string {
  if (owner === undefined) return name
  return name.startsWith('new ') ? owner : `${owner}.${name}`
}

/** Where what a program calls a method of comes from, if it is not named itself. */
const MAKERS: Readonly<Record<string, string>> = { PipeReader: 'pipe', PipeWriter: 'pipe' }

/**
 * The chapter that is called after the call, or else the first whose programs make it. Sockets are everywhere, and come from `accept` or
 * another file; but `add` or `read` may be anybody's, unless the program names its owner.
 */
export function findExplaining(call: Call, chapters: readonly Chapter[]): Chapter | undefined {
  const uses = findUses(call)
  const using = chapters.filter((chapter) =>
    readPrograms(chapter).some((text) => uses.every((use) => use.test(text))),
  )
  const named = new RegExp(`\\b${call.name}\\b`)
  return using.find(({ title }) => named.test(title)) ?? using[0]
}

function findUses({ owner, name }: Call): RegExp[] {
  if (name.startsWith('new ')) return [new RegExp(`\\b${name}\\b`)]
  if (owner === undefined) return [new RegExp(`(?<![.\\w])${name}\\(`)]
  const use = new RegExp(`\\.${name}\\(`)
  return owner === 'Socket' ? [use] : [use, new RegExp(`\\b${MAKERS[owner] ?? owner}\\b`)]
}

/** Each program whole: its pieces stand apart in the text. */
function readPrograms({ blocks }: Chapter): string[] {
  const programs = new Map<string, string>()
  for (const block of blocks) {
    if (block.kind !== 'program') continue
    programs.set(block.file, [programs.get(block.file) ?? '', ...block.lines].join('\n'))
  }
  return [...programs.values()]
}

/** Whether a course has anything to do with the library. */
export function usesSockets(chapters: readonly Chapter[]): boolean {
  return chapters.some(({ blocks }) =>
    blocks.some(({ kind, lines }) => kind === 'program' && /'live-sockets'/.test(lines.join('\n'))),
  )
}
