import { afterEach, beforeAll, beforeEach, type RunnerTestCase } from 'vitest'
import { announce } from '../../run/isolation/announce.ts'
import type { Announcement } from './announcement.ts'

/** Says something to the pool. */
export const tell: (announcement: Announcement) => void = announce

/** How long hooks may take, and closing behind a check (ms): a chapter may raise their own limit. */
const HOOKS_LIMIT = 90_000

interface Announced {
  /** The chapter, as messages name it. */
  readonly file: string
  /** The folder of its programs. */
  readonly programs: string
  /** The only checks that are wanted. */
  readonly only?: readonly string[] | undefined
  /** Milliseconds. */
  readonly loadLimit: number
}

/** Tells the pool of each check that begins and ends; call it first of all. */
export function announceTests({ file, programs: home, only, loadLimit }: Announced): void {
  tell({ kind: 'load', file, home, limit: loadLimit })
  // The first of all: what the chapter itself does before its checks has vitest's own clock.
  beforeAll(() => tell({ kind: 'load', file, home, limit: HOOKS_LIMIT }))
  beforeEach(({ task, skip }) => {
    if (only?.includes(task.fullTestName) === false) skip()
    tell({ kind: 'begin', file, home, title: task.fullTestName, limit: task.timeout })
  })
  afterEach(({ task }) => announceEnd(task, file, home))
}

/**
 * A hook that throws keeps those behind it from running: the end is told once more. Call it behind
 * the harness: so it comes before that looks for what the check has left.
 */
export function announceFinish({ file, programs: home }: Announced): void {
  beforeEach(({ task, onTestFinished }) => onTestFinished(() => announceEnd(task, file, home)))
}

function announceEnd(task: Readonly<RunnerTestCase>, file: string, home: string): void {
  const passed = (task.result?.errors ?? []).length === 0
  tell({ kind: 'end', file, home, title: task.fullTestName, passed, limit: HOOKS_LIMIT })
}
