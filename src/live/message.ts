import type { SceneResult } from '../course/evidence.ts'
import type { Limit } from '../course/own.ts'
import type { Trace } from '../course/trace.ts'
import type { Scene } from '../course/types.ts'
import type { RunnableProgram } from '../tangle/compiled-path.ts'

/** What a live run is to play; all of it is plain data. */
export interface Order {
  /** `play`: as the chapter has it; `improvise`: the reader types himself. */
  readonly kind: 'play' | 'improvise'
  readonly scene: Scene
  /** The programs that it may run, and the folder of the chapter's own. */
  readonly runnable: readonly RunnableProgram[]
  readonly home: string
  /** Where commands run. */
  readonly root: string
}

/** What the reader's hands do in a run that is improvised. */
export type Gesture =
  | { readonly kind: 'command'; readonly terminal: number; readonly text: string }
  | { readonly kind: 'type'; readonly terminal: number; readonly keys: string }
  | {
      readonly kind: 'resize'
      readonly terminal: number
      readonly rows: number
      readonly columns: number
    }
  | { readonly kind: 'stop' }

/** What a live run tells. */
export type News =
  /** The order is taken; before it a run has done nothing. */
  | { readonly kind: 'begun' }
  | {
      readonly kind: 'line'
      readonly terminal: number
      readonly item: 'command' | 'typed' | 'output'
      readonly text: string
      readonly open: boolean
    }
  | { readonly kind: 'output'; readonly terminal: number; readonly text: string }
  | { readonly kind: 'ended'; readonly terminal: number; readonly status: number }
  | { readonly kind: 'limit'; readonly what: Limit }
  | { readonly kind: 'played'; readonly result: SceneResult }
  | { readonly kind: 'improvised'; readonly trace?: Trace }
  | { readonly kind: 'stopped' }
