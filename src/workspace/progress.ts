import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyOf } from '../cache/key.ts'
import type { TaskState } from '../course/own.ts'
import type { Chapter, Task } from '../course/types.ts'
import { putAside } from './own-file.ts'
import { writeOwn } from './write-own.ts'

/** What the reader has solved, as `my/progress.json` keeps it. */
type Progress = Readonly<Record<string, Solved>>

interface Solved {
  /** When: ISO 8601. */
  readonly solved: string
  /** Which checks it was that held. */
  readonly checks: string
  /** The reader's own command that stood for the program. */
  readonly with?: string
}

/** @param workspace the reader's folder of the course */
export function readTaskState(workspace: string, chapter: Chapter, task: Task): TaskState {
  const known = readProgress(workspace)[nameTask(chapter, task)]
  if (known === undefined) return 'unsolved'
  return known.checks === describeChecks(task) ? 'solved' : 'stale'
}

export function rememberSolved(
  workspace: string,
  chapter: Chapter,
  task: Task,
  command?: string,
): void {
  const solved = new Date().toISOString()
  const own = command === undefined ? {} : { with: command }
  const entry: Solved = { solved, checks: describeChecks(task), ...own }
  write(workspace, { ...readProgress(workspace), [nameTask(chapter, task)]: entry })
}

/** He begins anew. */
export function forgetSolved(workspace: string, chapter: Chapter, task: Task): void {
  const { [nameTask(chapter, task)]: gone, ...others } = readProgress(workspace)
  if (gone !== undefined) write(workspace, others)
}

/** The program's name: it outlives a renumbering of chapters and of their tasks. */
function nameTask({ slug }: Chapter, { starter }: Task): string {
  return `${slug.replace(/^\d+-/, '')}/${starter.file}`
}

function describeChecks({ checks }: Task): string {
  return keyOf(
    '',
    checks.map(({ lines }) => lines),
  ).slice(0, 16)
}

/** No step between reading and writing yields: of two commands that write, none loses the other's. */
function readProgress(workspace: string): Progress {
  return parse(locate(workspace)) ?? {}
}

function parse(path: string): Progress | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof read === 'object' && !Array.isArray(read) ? (read as Progress) : undefined
  } catch {
    return undefined
  }
}

function write(workspace: string, progress: Progress): void {
  const path = locate(workspace)
  // Somebody has edited it by hand and slipped: it is his, and stays.
  if (existsSync(path) && parse(path) === undefined) putAside(path)
  writeOwn(path, `${JSON.stringify(progress, null, 1)}\n`)
}

function locate(workspace: string): string {
  return join(workspace, 'progress.json')
}
