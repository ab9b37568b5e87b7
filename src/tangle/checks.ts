import type { Chapter, CheckBlock } from '../course/types.ts'
import { placeLines } from './lines.ts'

const NAMES = 'afterAll, afterEach, beforeAll, beforeEach, describe, expect, test'
const FAULTS =
  'BEST, FAULTS, endure, endureDeaf, lossyRelay, succumb, succumbToDeaf, swarm, through'
const HARNESS = `${FAULTS}, command, connect, programPath, run, scene, start`

// Line 1 is the heading's or the front matter's: no check stands there.
const HEADER = [1, `import { ${NAMES}, ${HARNESS} } from 'live-sockets/check'`] as const

/**
 * The chapter as a vitest file: every check at its lines, every scene as a call at the line of its
 * first block.
 * @param scenes whether the scenes are to be run too
 */
export function tangleChecks(chapter: Chapter, scenes: boolean): string {
  const calls = (scenes ? chapter.scenes : []).map(
    ({ id, place }) => [place.line, `scene(${JSON.stringify(id)})`] as const,
  )
  const blocks = chapter.blocks.filter(
    (block) => block.kind === 'check' && block.task === undefined,
  )
  return placeLines(blocks, new Map([HEADER, ...calls]))
}

/** A task's own checks as a vitest file. */
export function tangleTaskChecks(checks: readonly CheckBlock[]): string {
  return placeLines(checks, new Map([HEADER]))
}
