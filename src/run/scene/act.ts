import { shellStatus } from '../process/exit.ts'
import { OUTPUT_LIMIT } from '../process/limits.ts'
import { describeOverflow, describeStatus, describeUnread } from './scene-problems.ts'
import { expectedStatus, type Step } from './script.ts'
import { fail, now, type Stage } from './stage.ts'
import { currentProgram, startCommand, type Terminal, typeLine } from './terminal.ts'

/**
 * Performs a step, and lets the scene fail when the program prints without end or ends with a
 * status that the chapter does not declare.
 * @param inspect called after each print and at the program's end
 */
export function performStep(
  stage: Stage,
  terminal: Terminal,
  step: Step,
  inspect: () => void = () => {},
): void {
  stage.rest.stir()
  if (step.action.kind === 'typed') typeLine(terminal, step, now(stage))
  else startProgram(stage, terminal, step, inspect)
}

function startProgram(stage: Stage, terminal: Terminal, step: Step, inspect: () => void): void {
  startCommand(terminal, step, {
    ...stage.context,
    variables: stage.tracer?.environment(terminal.script.terminal),
    folder: stage.workplace.folder,
    env: { ...stage.context.env, ...stage.workplace.environment },
    now: () => now(stage),
    onPrint() {
      stage.rest.stir()
      if (terminal.size > OUTPUT_LIMIT) fail(stage, () => describeOverflow(terminal))
      inspect()
    },
    onEnd(exit) {
      inspect()
      if (terminal.stopped) return
      const unread = currentProgram(terminal)?.unread() ?? 0
      if (unread > 0) fail(stage, () => describeUnread(terminal))
      const wrong = shellStatus(exit) !== expectedStatus(terminal.script, step)
      if (wrong) fail(stage, () => describeStatus(terminal, step, exit))
    },
  })
}
