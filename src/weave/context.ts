import type { Evidence } from '../course/evidence.ts'
import type { Chapter } from '../course/types.ts'
import type { Paint } from './paint.ts'

/** What the blocks of a chapter are rendered from. */
export interface ChapterContext {
  readonly chapter: Chapter
  /** Absent until the chapter has been run. */
  readonly evidence?: Evidence | undefined
  readonly paint: Paint
}
