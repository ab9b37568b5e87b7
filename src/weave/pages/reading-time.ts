import type { Chapter } from '../../course/types.ts'
import type { Prose } from '../prose/prose.ts'
import { formatCount, MINUTES } from '../russian.ts'

/** Letters of prose and lines of code that are read in a minute. */
const LETTERS = 1500
const LINES = 80

/** How long a chapter takes: its text, and the code that stands open in it. */
export function measureReading({ blocks }: Pick<Chapter, 'blocks'>, { tokens }: Prose): number {
  const letters = tokens
    .filter(({ type }) => type === 'inline')
    .reduce((sum, { content }) => sum + content.length, 0)
  const lines = blocks
    .filter(({ kind }) => kind !== 'check' && kind !== 'solution')
    .reduce((sum, block) => sum + block.lines.length, 0)
  return Math.max(1, Math.round(letters / LETTERS + lines / LINES))
}

export function formatReading(minutes: number): string {
  return formatCount(minutes, MINUTES)
}
