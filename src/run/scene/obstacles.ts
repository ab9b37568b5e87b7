import { findOddCommands } from '../../course/npm-command.ts'
import type { Problem, Scene } from '../../course/types.ts'
import { parseCommandLine, type ResolveProgram } from '../terminal/command-line.ts'
import { describeOddCommand, describeUnknownProgram } from './scene-problems.ts'
import { parseScripts, type Step } from './script.ts'
import { findLostState } from './shell-state.ts'

/** What no scene can do without and this machine has not. */
export function findLack(): string | undefined {
  return process.platform === 'linux' ? undefined : 'Linux (/proc)'
}

/** Commands of a scene that could not be what the reader types: before anything of it is run. */
export function findObstacles(scene: Scene, resolveProgram: ResolveProgram): Problem[] {
  const odd = listCommands(scene).flatMap((step) => {
    const { unknown, refused } = parseCommandLine(step.action.text, resolveProgram)
    const { place } = step.action
    const odd = findOddCommands(step.action.text)
    return [
      ...unknown.map(({ chapter, file }) => describeUnknownProgram(step, chapter, file)),
      ...odd.map((one) => describeOddCommand(step, one)),
      // What is told of by its name needs no second word.
      ...(odd.length > 0 ? [] : refused).map((complaint) => ({ place, ...complaint })),
    ]
  })
  return [...odd, ...findLostState(scene)]
}

function listCommands(scene: Scene): Step[] {
  const steps = parseScripts(scene).flatMap((script) => script.steps)
  return steps.filter(({ action }) => action.kind === 'command')
}
