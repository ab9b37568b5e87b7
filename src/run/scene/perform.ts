import type { Cell } from '../../course/types.ts'
import type { Listener } from './listener.ts'
import { isReady, isServer } from './readiness.ts'
import type { Step } from './script.ts'
import { type Stage, until } from './stage.ts'
import { isIdle, type Terminal } from './terminal.ts'
import { describeLimit } from './time-limit.ts'

/** What a run and a recording do differently. */
export interface Direction<L extends Listener> {
  /** A cell starts. */
  begin(cell: Cell): void
  /** May its next step be performed? */
  mayAct(terminal: Terminal<L>, step: Step): boolean
  act(terminal: Terminal<L>, step: Step): void
  /** Has the terminal printed all that belongs to this cell? */
  hasPrinted(terminal: Terminal<L>, cell: number): boolean
  /** Has all come to rest at the end? */
  isOver(): boolean
}

/** Plays all cells, and ends when only servers are left and nothing moves any more. */
export async function performScene<L extends Listener>(
  stage: Stage<L>,
  direction: Direction<L>,
): Promise<void> {
  for (const [index, cell] of stage.scene.cells.entries()) {
    direction.begin(cell)
    await performCell(stage, direction, cell, index)
  }
  for (const terminal of stage.terminals) terminal.waiting = 'ждали, что программа закончится сама'
  await wait(stage, () => stage.terminals.every((one) => isIdle(one) || isServer(one)))
  for (const terminal of stage.terminals) terminal.waiting = 'ждали, что всё успокоится'
  await wait(stage, () => direction.isOver())
}

async function performCell<L extends Listener>(
  stage: Stage<L>,
  direction: Direction<L>,
  { parts }: Cell,
  cell: number,
): Promise<void> {
  const plays: Promise<void>[] = []
  try {
    for (const part of parts) {
      const terminal = stage.terminals.find(({ script }) => script.terminal === part.terminal)
      if (terminal === undefined) continue
      const play = performPart(stage, direction, terminal, cell)
      // Its failure is met below, perhaps after that of another.
      play.catch(() => {})
      plays.push(play)
      await wait(stage, () => isReady(terminal, cell))
    }
    await Promise.all(plays)
    await wait(stage, () => stage.terminals.every((one) => direction.hasPrinted(one, cell)))
  } finally {
    await Promise.allSettled(plays)
  }
}

async function performPart<L extends Listener>(
  stage: Stage<L>,
  direction: Direction<L>,
  terminal: Terminal<L>,
  cell: number,
): Promise<void> {
  for (const step of terminal.script.steps.filter((one) => one.cell === cell)) {
    terminal.waiting =
      step.action.kind === 'typed'
        ? `ждали, когда можно ввести «${step.action.text}»`
        : 'ждали, что закончится предыдущая команда'
    await wait(stage, () => direction.mayAct(terminal, step))
    terminal.waiting = 'ждали, что программа начнёт слушать, соединится или закончится'
    direction.act(terminal, step)
  }
}

function wait(stage: Stage, look: () => boolean): Promise<void> {
  return until(stage, look, () => describeLimit(stage))
}
