import type { Chapter } from '../../course/types.ts'
import type { Call } from './read-calls.ts'

/** The anchor of a call on the reference page: `Socket.recv`, `poll`. */
export function anchorOf({ owner, name }: Pick<Call, 'owner' | 'name'>): string {
  if (owner === undefined) return name
  return name.startsWith('new ') ? owner : `${owner}.${name}`
}

/** The first chapter whose programs make the call. */
export function findExplaining(call: Call, chapters: readonly Chapter[]): Chapter | undefined {
  const use = findUse(call)
  return chapters.find(({ blocks }) =>
    blocks.some(({ kind, lines }) => kind === 'program' && use.test(lines.join('\n'))),
  )
}

function findUse({ owner, name }: Call): RegExp {
  if (name.startsWith('new ')) return new RegExp(`\\b${name}\\b`)
  return new RegExp(`${owner === undefined ? '(?<![.\\w])' : '\\.'}${name}\\(`)
}

/** Whether a course has anything to do with the library. */
export function usesSockets(chapters: readonly Chapter[]): boolean {
  return chapters.some(({ blocks }) =>
    blocks.some(({ kind, lines }) => kind === 'program' && /'live-sockets'/.test(lines.join('\n'))),
  )
}
