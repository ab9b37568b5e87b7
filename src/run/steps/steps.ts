import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STEPS, STEPS_OF, type Step } from './step.ts'

/** `compileLibrary` puts it there. */
const PRELOAD = 'build/live-sockets/note-steps.cjs'

/** A step at its line of the reader's own file. */
export interface PlacedStep extends Omit<Step, 'at' | 'phase'> {
  /** The absolute path. */
  readonly file: string
  readonly line: number
  /** The call has not come back. */
  readonly waiting?: true
  /** How many like it came in a row. */
  readonly times: number
}

/** Follows what programs do at the reader's lines. */
interface StepNotes {
  /** What programs must find in their environment. */
  readonly environment: Readonly<Record<string, string>>
  /** Forgets what was noted. */
  begin(): void
  /** The last of what was noted since. */
  read(): PlacedStep[]
  remove(): void
}

/**
 * @param root the repository's root
 * @param own the compiled files whose lines are the reader's
 */
export function openStepNotes(root: string, own: readonly string[]): StepNotes {
  const path = join(tmpdir(), `steps-${process.pid}`)
  return {
    environment: {
      [STEPS]: path,
      [STEPS_OF]: JSON.stringify(own),
      NODE_OPTIONS: `--require ${JSON.stringify(join(root, PRELOAD))}`,
    },
    begin: () => writeFileSync(path, ''),
    read: () => placeSteps(readSteps(path)),
    remove: () => rmSync(path, { force: true }),
  }
}

/** More than these a message does not show. */
const SHOWN = 8

function readSteps(path: string): Step[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Step)
}

/** A call is one step, whether it has come back or not; it stands where it began. */
function placeSteps(steps: readonly Step[]): PlacedStep[] {
  const open = new Map<string, number>()
  const calls: Step[] = []
  for (const step of steps) {
    const key = `${step.pid}.${step.tid}.${step.call}`
    const began = open.get(key)
    if (step.phase === 'start') open.set(key, calls.length)
    else open.delete(key)
    if (step.phase === 'end' && began !== undefined)
      calls[began] = { ...step, at: (calls[began] as Step).at }
    else calls.push(step)
  }
  return joinAlike(calls.flatMap(place)).slice(-SHOWN)
}

function place({ at, phase, ...step }: Step): PlacedStep[] {
  const [, compiled = '', line, column] = /^(.*):(\d+):(\d+)$/.exec(at) ?? []
  const entry = readMap(compiled)?.findEntry(Number(line) - 1, Number(column) - 1)
  if (entry === undefined || !('originalSource' in entry)) return []
  const file = fileURLToPath(entry.originalSource)
  const waiting = phase === 'start' ? { waiting: true as const } : {}
  return [{ ...step, ...waiting, file, line: entry.originalLine + 1, times: 1 }]
}

/** A loop says the same again and again. */
function joinAlike(steps: readonly PlacedStep[]): PlacedStep[] {
  const joined: PlacedStep[] = []
  for (const step of steps) {
    const last = joined.at(-1)
    const isAlike = last !== undefined && describe(last) === describe(step)
    if (isAlike) joined[joined.length - 1] = { ...step, times: last.times + 1 }
    else joined.push(step)
  }
  return joined
}

function describe({ times: _, ...step }: PlacedStep): string {
  return JSON.stringify(step)
}

function readMap(compiled: string): SourceMap | undefined {
  const path = `${compiled}.map`
  if (!existsSync(path)) return undefined
  return new SourceMap(JSON.parse(readFileSync(path, 'utf8')))
}
