import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { ROOT } from '../files/root.ts'

/** The name of a course's folder in `build/`: its own, so that two courses never meet in one. */
export function createCourseId(folder: string): string {
  if (folder === join(ROOT, 'chapters')) return 'chapters'
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 8)
  const name = basename(folder).replace(/[^\p{L}\d-]/gu, '')
  // Beside others of its kind a name has but 255 bytes.
  return `${Array.from(name).slice(0, 50).join('')}-${hash}`
}
