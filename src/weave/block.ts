import type { Block } from '../course/types.ts'
import { renderCheck } from './check.ts'
import { renderFigure } from './figure.ts'
import { type Html, html } from './html.ts'
import { renderMatrix } from './matrix.ts'
import { renderMutant } from './mutant.ts'
import type { ChapterPage } from './page.ts'
import { renderError, renderProgram, renderShown, renderSolution } from './program.ts'
import { renderScene } from './scene.ts'

/**
 * A block as it stands on the page.
 * @param lines its highlighted lines
 */
export function renderBlock(
  block: Block,
  { chapter, evidence, matrix = [] }: ChapterPage,
  lines: readonly Html[],
): Html {
  switch (block.kind) {
    case 'program':
      return renderProgram(block, lines, chapter.blocks)
    case 'solution':
      return renderSolution(block, lines)
    case 'error':
      return renderError(block, lines)
    case 'shown':
      return renderShown(block, lines)
    case 'check':
      return renderCheck(block, lines, evidence)
    case 'mutant':
      return renderMutant(block, lines, evidence)
    case 'matrix':
      return renderMatrix(matrix)
    case 'console':
      return renderScene(block, chapter, evidence)
  }
}

/** A fence that the parser has refused: shown as it is beside its error. */
export function renderUnknown(content: string): Html {
  return renderFigure({ lines: [html`${content}`] })
}
