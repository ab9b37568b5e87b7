import type { CommandItem, ConsoleBlock, OutputItem, Scene, TypedItem } from '../../course/types.ts'

/** What one terminal is to do and to show, through all cells of its scene. */
export interface Script {
  readonly terminal: number
  readonly steps: readonly Step[]
  /** Its blocks in their order, also those that show nothing yet. */
  readonly blocks: readonly ConsoleBlock[]
}

/** A command or a typed line, and what is printed until the next one. */
export interface Step {
  readonly action: CommandItem | TypedItem
  /** The block where the action stands. */
  readonly block: ConsoleBlock
  /** The index of the cell where it stands. */
  readonly cell: number
  readonly outputs: readonly Output[]
}

export interface Output {
  readonly item: OutputItem
  readonly block: ConsoleBlock
  readonly cell: number
}

/** One script a terminal, in the order of their first appearance. */
export function parseScripts(scene: Scene): Script[] {
  const scripts = new Map<number, DraftScript>()
  scene.cells.forEach(({ parts }, cell) => {
    for (const { terminal, block } of parts) {
      const script: DraftScript = scripts.get(terminal) ?? { terminal, steps: [], blocks: [] }
      scripts.set(terminal, script)
      script.blocks.push(block)
      addItems(script.steps, block, cell)
    }
  })
  return [...scripts.values()]
}

interface DraftScript extends Script {
  readonly steps: Draft[]
  readonly blocks: ConsoleBlock[]
}

interface Draft extends Step {
  readonly outputs: Output[]
}

function addItems(steps: Draft[], block: ConsoleBlock, cell: number): void {
  for (const item of block.items) {
    if (item.kind === 'output') steps.at(-1)?.outputs.push({ item, block, cell })
    else steps.push({ action: item, block, cell, outputs: [] })
  }
}

/** The status with which the command of a step must end. */
export function expectedStatus(script: Script, step: Step): number {
  const index = script.steps.indexOf(step)
  const following = script.steps.slice(index + 1)
  const next = following.findIndex(({ action }) => action.kind === 'command')
  const last = next === -1 ? following : following.slice(0, next)
  // One that goes on across the prose ends where its last block stands.
  const blocks = [step, ...last].flatMap(({ block, outputs }) => [
    block,
    ...outputs.map((o) => o.block),
  ])
  if (next !== -1 && following[next]?.block === step.block) return 0
  return blocks.findLast(({ exit }) => exit !== 0)?.exit ?? 0
}
