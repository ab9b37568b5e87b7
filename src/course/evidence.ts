import type { Trial } from './faults.ts'
import type { System } from './system.ts'
import type { Trace } from './trace.ts'
import type { Place, Problem } from './types.ts'

/** What one run of a chapter left behind: plain data, kept in the cache and shown on the page. */
export interface Evidence extends System {
  readonly checks: readonly CheckResult[]
  readonly scenes: readonly SceneResult[]
  readonly mutants: readonly MutantResult[]
  readonly tasks: readonly TaskResult[]
  /** The checks did not come so far as to be known: nobody can say what they settle. */
  readonly unloaded?: true
}

export interface CheckResult {
  readonly title: string
  /** The line of the `test(…)` call. */
  readonly place: Place
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Milliseconds. */
  readonly duration: number
  /** Why it failed or was skipped. */
  readonly reason?: string
  /** For want of what it was skipped, after «нет»: `команды nc`. */
  readonly missing?: string
  /** Where it failed: the assertion's own line. */
  readonly failedAt?: Place
  /** The lines that it printed itself. */
  readonly printed?: readonly string[]
  /** The faults that its servers went through. */
  readonly trials?: readonly Trial[]
}

export interface SceneResult {
  readonly id: string
  readonly place: Place
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Milliseconds. */
  readonly duration: number
  readonly problems: readonly Problem[]
  /** What is missing here, after «нет»: `команды nc`. */
  readonly missing?: string
  readonly transcripts: readonly Transcript[]
  /** What its programs did with their sockets; only of a scene that wants a picture and passed. */
  readonly trace?: Trace
}

/** What one console block's terminal really showed. */
export interface Transcript {
  /** The line of the block's opening fence. */
  readonly line: number
  readonly terminal: number
  readonly lines: readonly TranscriptLine[]
}

export interface TranscriptLine {
  readonly kind: 'command' | 'typed' | 'output'
  readonly text: string
  /** No line end followed: what comes next stands on the same row. */
  readonly open: boolean
  /** Milliseconds from the start of the scene to the line's first character. */
  readonly at: number
  /** Ranges of `text` that change from run to run. */
  readonly varying: readonly Varying[]
}

export interface Varying {
  readonly start: number
  readonly end: number
  readonly what: 'port' | 'pid' | 'duration'
}

export interface TaskResult {
  readonly number: number
  /** Where its starting program stands. */
  readonly place: Place
  /** What its checks said of the solution. */
  readonly checks: readonly CheckResult[]
  readonly problems: readonly Problem[]
}

export interface MutantResult {
  readonly name: string
  readonly place: Place
  readonly killed: boolean
  readonly problems: readonly Problem[]
  /** The checks that went red, with the message that each gave. */
  readonly broken: readonly { readonly title: string; readonly message: string }[]
}
