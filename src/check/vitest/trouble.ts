import type { CheckResult } from '../../course/evidence.ts'
import type { Chapter, Place } from '../../course/types.ts'
import { cleanMessage } from './clean-message.ts'
import { readMessage } from './read-message.ts'

/** What vitest says of an error, in the main process. */
export interface Trouble {
  /** Mostly a text. */
  readonly message?: unknown
  /** The module that it came from. */
  readonly path?: string
  readonly stacks?: readonly { file: string; line: number; column: number }[]
}

/** The innermost line of the chapter that an error's stack names. */
export function findPlace(trouble: Trouble | undefined, chapter: Chapter): Place | undefined {
  const frame = trouble?.stacks?.find(({ file }) => file === chapter.path)
  return frame && { file: chapter.file, line: frame.line, column: frame.column }
}

/** An error outside of the checks as one more result of theirs. */
export function describeTrouble(
  title: string,
  trouble: Trouble,
  chapter: Chapter,
  otherwise: Place,
): CheckResult {
  const place = findPlace(trouble, chapter) ?? otherwise
  const reason = cleanMessage(readMessage(trouble))
  return { title, place, status: 'failed', duration: 0, reason }
}

/** Where the chapter's checks begin. */
export function findFirstCheck({ blocks, file }: Chapter): Place {
  const first = blocks.find((block) => block.kind === 'check' && block.task === undefined)
  return first?.place ?? { file, line: 1, column: 1 }
}
