import type { AttemptCheck, AttemptResult } from '../../course/attempt.ts'
import type { Limit, ProgramState, TaskState } from '../../course/own.ts'
import type { Problem } from '../../course/types.ts'

/** What the server tells a page. */
export type Reply =
  | { readonly is: 'chapter'; readonly chapter: ChapterState }
  | {
      readonly is: 'program'
      readonly program: ProgramState
      readonly problems: readonly Problem[]
    }
  /** The reader's files have changed, by another editor or another page. */
  | { readonly is: 'changed' }
  | {
      readonly is: 'line'
      readonly run: string
      readonly terminal: number
      readonly item: 'command' | 'typed' | 'output'
      readonly text: string
      readonly open: boolean
    }
  | {
      readonly is: 'output'
      readonly run: string
      readonly terminal: number
      readonly text: string
    }
  | {
      readonly is: 'ended'
      readonly run: string
      readonly terminal: number
      readonly status: number
    }
  | { readonly is: 'limit'; readonly run: string; readonly what: Limit }
  | { readonly is: 'check'; readonly run: string; readonly title: string; readonly passed: boolean }
  | { readonly is: 'attempt'; readonly run: string; readonly result: AttemptResult }
  | { readonly is: 'broken'; readonly run: string; readonly checks: readonly AttemptCheck[] }
  /** The scene has ended: as the chapter has it, or not. */
  | { readonly is: 'over'; readonly run: string; readonly outcome: Outcome }
  | { readonly is: 'refused'; readonly run?: string; readonly text: string }

export interface Outcome {
  /** What differs from the chapter, or was left behind; none where all is as it says. */
  readonly problems: readonly string[]
  /** The new picture, as HTML. */
  readonly picture?: string
}

/** What stands on a chapter's page that can be lived. */
export interface ChapterState {
  readonly slug: string
  /** By the place of each of the page's groups of terminals: the scene that it is of, and its terminals. */
  readonly cells: readonly CellState[]
  readonly programs: readonly ProgramOfPage[]
  readonly mutants: readonly { readonly id: string }[]
  readonly tasks: readonly TaskOfPage[]
}

export interface ProgramOfPage extends Omit<ProgramState, 'text'> {
  /** What runs it in a terminal, the reader's copies in the places of the author's. */
  readonly command: string
}

export interface CellState {
  readonly scene: number
  readonly terminals: readonly number[]
  /** It is the last of its scene. */
  readonly last: boolean
}

export interface TaskOfPage {
  readonly number: number
  readonly file: string
  readonly state: TaskState
  /** What came of the last attempt since the server was started. */
  readonly result?: AttemptResult
}
