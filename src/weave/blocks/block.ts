import type { Block } from '../../course/types.ts'
import { type Html, html } from '../html.ts'
import { renderCheck } from './check.ts'
import type { ChapterContext } from './context.ts'
import { renderFigure, renderPre } from './figure.ts'
import { renderMatrix } from './matrix.ts'
import { renderMutant } from './mutant.ts'
import { renderError, renderProgram, renderShown, renderSolution } from './program.ts'
import { renderScene } from './scene.ts'

/** A block as it stands on the chapter's page. */
export function renderBlock(block: Block, context: ChapterContext): Html {
  const lines = context.paint.get(block) ?? []
  switch (block.kind) {
    case 'program':
      return renderProgram(block, lines, context)
    case 'solution':
      return renderSolution(block, context)
    case 'error':
      return renderError(block, lines)
    case 'shown':
      return renderShown(block, lines)
    case 'check':
      return renderCheck(block, context)
    case 'mutant':
      return renderMutant(block, lines, context)
    case 'matrix':
      return renderMatrix(context.matrix ?? [], context.setting)
    case 'console':
      return renderScene(block, context)
  }
}

/** A fence that the parser has refused: shown as it is beside its error. */
export function renderUnknown(content: string): Html {
  return renderFigure({ content: renderPre([html`${content}`]) })
}
