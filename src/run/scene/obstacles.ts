import { findOddCommands } from '../../course/npm-command.ts'
import type { Problem, Scene } from '../../course/types.ts'
import { findMissingCommand } from '../process/missing-command.ts'
import { parseCommandLine, type ResolveProgram } from '../terminal/command-line.ts'
import { describeOddCommand, describeUnknownProgram } from './scene-problems.ts'
import { parseScripts, type Step } from './script.ts'

/** The first outside command of a scene that is not installed here. */
export function findMissing(scene: Scene): string | undefined {
  if (process.platform !== 'linux') return 'Linux (/proc)'
  for (const { action } of listCommands(scene)) {
    const missing = findMissingCommand(action.text)
    if (missing !== undefined) return missing
  }
  return undefined
}

/** Programs of the course that a scene names and that do not exist. */
export function findUnknownPrograms(scene: Scene, resolveProgram: ResolveProgram): Problem[] {
  return listCommands(scene).flatMap((step) => [
    ...parseCommandLine(step.action.text, resolveProgram).unknown.map(({ chapter, file }) =>
      describeUnknownProgram(step, chapter, file),
    ),
    ...findOddCommands(step.action.text).map((odd) => describeOddCommand(step, odd)),
  ])
}

function listCommands(scene: Scene): Step[] {
  const steps = parseScripts(scene).flatMap((script) => script.steps)
  return steps.filter(({ action }) => action.kind === 'command')
}
