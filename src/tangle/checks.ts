import type { Chapter } from '../course/types.ts'
import { placeLines } from './lines.ts'

const NAMES = 'afterAll, afterEach, beforeAll, beforeEach, describe, expect, test'
const HARNESS = 'command, connect, programPath, run, scene, start'

/**
 * The chapter as a vitest file: every check at its lines, every scene as a call at the line of its
 * first block.
 * @param scenes whether the scenes are to be run too
 */
export function tangleChecks(chapter: Chapter, scenes: boolean): string {
  const blocks = chapter.blocks.filter((block) => block.kind === 'check')
  const calls = scenes ? chapter.scenes : []
  const extra = new Map(calls.map(({ id, place }) => [place.line, `scene(${JSON.stringify(id)})`]))
  // Line 1 is the heading's or the front matter's: no check stands there.
  const header = `import { ${NAMES}, ${HARNESS} } from 'live-sockets/check'`
  return placeLines(blocks, new Map([[1, header], ...extra]))
}
