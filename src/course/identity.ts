import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { ROOT } from '../files/root.ts'

/** The name of a course's folder in `build/`: its own, so that two courses never meet in one. */
export function createCourseId(folder: string): string {
  if (folder === join(ROOT, 'chapters')) return 'chapters'
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 8)
  return `${basename(folder).replace(/[^\p{L}\d-]/gu, '')}-${hash}`
}
