import type { Place, Problem } from './types.ts'

/** The info string of a fence, cut into its parts. */
export interface FenceInfo {
  readonly language: string
  readonly keys: ReadonlyMap<string, FenceKey>
}

export interface FenceKey {
  readonly name: string
  /** Absent for a bare word: `check`, `unordered`. */
  readonly value?: string
  /** A value in quotes as it stands there, backslashes and all. */
  readonly quoted?: string
  readonly place: Place
}

/**
 * Cuts `lang key key=value key="a value"`; a quote within quotes is `\"`.
 * @param line the whole opening line, backticks included
 */
export function parseFenceInfo(
  line: string,
  start: Place,
): { info: FenceInfo; problems: Problem[] } {
  const problems: Problem[] = []
  const keys = new Map<string, FenceKey>()
  const opening = /^(?:`{3,}|~{3,})\s*([^\s`]*)/.exec(line)
  const language = opening?.[1] ?? ''
  const rest = /([^\s=]+)(?:=(?:"((?:\\.|[^"\\])*)"|(\S*)))?/g
  rest.lastIndex = opening?.[0].length ?? 0
  for (let match = rest.exec(line); match !== null; match = rest.exec(line)) {
    const [, name = '', quoted, plain] = match
    const value = quoted?.replace(/\\(["\\])/g, '$1') ?? plain
    const place = { ...start, column: match.index + 1 }
    if (keys.has(name)) {
      problems.push({ place, fact: `ключ «${name}» повторён`, remedy: 'Оставьте один.' })
    }
    const values = { ...(value === undefined ? {} : { value }), ...(quoted && { quoted }) }
    keys.set(name, { name, place, ...values })
  }
  return { info: { language, keys }, problems }
}
