import { addCopyButtons } from './copy.js'
import { markFolds } from './fold.js'
import { addHeadingLinks } from './headings.js'
import { numberLines } from './numbers.js'
import { showProgress } from './progress.js'
import { offerReplay } from './replay.js'
import { markCode } from './types.js'

/** What scripts add to the content of a page, or of one that is to take its place. */
export function dress(root) {
  numberLines(root)
  addCopyButtons(root)
  markFolds(root)
  addHeadingLinks(root)
  showProgress(root)
  markCode(root)
  offerReplay(root)
}
