import type { Comparison, Group } from '../transcript/comparison.ts'
import type { ShownLine } from '../transcript/match-line.ts'
import type { Output, Step } from './script.ts'

/** Lines of one block in one step: in their order, or in any. */
export interface Stretch {
  readonly outputs: readonly Output[]
  readonly lines: readonly ShownLine[]
  readonly group: Group | undefined
  done: number
}

/** A step's lines, cut where the block changes. */
export function cutStretches({ outputs }: Step, comparison: Comparison): Stretch[] {
  const blocks = [...new Set(outputs.map(({ block }) => block))]
  return blocks.map((block) => {
    const own = outputs.filter((output) => output.block === block)
    const lines = own.map(({ item: { text, open } }) => ({
      text,
      open,
      tolerance: block.tolerance,
    }))
    const group = block.unordered ? comparison.openGroup(lines) : undefined
    return { outputs: own, lines, group, done: 0 }
  })
}
