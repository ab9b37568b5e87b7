import type { Evidence } from '../../course/evidence.ts'
import type { MatrixRow } from '../../course/matrix.ts'
import type { Chapter } from '../../course/types.ts'
import type { Paint } from '../code/paint.ts'
import type { Setting } from '../setting.ts'

/** What the blocks of a chapter are rendered from. */
export interface ChapterContext {
  readonly chapter: Chapter
  /** Absent until the chapter has been run. */
  readonly evidence?: Evidence | undefined
  /** What the servers of all chapters made of faults, where the chapter shows it. */
  readonly matrix?: readonly MatrixRow[] | undefined
  readonly paint: Paint
  readonly setting: Setting
}
