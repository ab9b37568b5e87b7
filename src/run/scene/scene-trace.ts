import { findChapterCommands } from '../../course/npm-command.ts'
import type { Trace, TracedCommand } from '../../course/trace.ts'
import type { Problem } from '../../course/types.ts'
import { listCommands } from '../process/command-words.ts'
import type { Tracer } from '../trace/tracer.ts'
import { now, type Stage } from './stage.ts'
import type { StartedCommand, Terminal } from './terminal.ts'

/** What the programs of a scene that is over have done. */
export function readTrace(stage: Stage, tracer: Tracer): Trace {
  const commands = stage.terminals.flatMap((terminal) =>
    terminal.programs.map((command) => describeCommand(terminal, command)),
  )
  return tracer.read({ commands, end: stage.over ?? now(stage), now: now(stage) })
}

/** Foreign programs tell nothing of themselves, and some talk to nobody. */
export function findNothing({ scene }: Stage, { calls }: Trace): Problem[] {
  if (calls.length > 0) return []
  const fact = 'рисовать нечего: программы сцены ничего не делали с сокетами'
  return [{ place: scene.place, fact, remedy: 'Уберите ключ picture.' }]
}

/** As many calls as a reader can make out. */
const MOST = 2000

/** More than that is no picture: the author has to choose. */
export function findCrowd({ scene }: Stage, { calls }: Trace): Problem[] {
  if (calls.length <= MOST) return []
  const fact = `вызовов в сцене ${calls.length}, на картинке их не разобрать (можно ${MOST})`
  return [{ place: scene.place, fact, remedy: 'Уберите ключ picture или сделайте сцену короче.' }]
}

function describeCommand(
  { script }: Terminal,
  { step, started, ended }: StartedCommand,
): TracedCommand {
  const { text } = step.action
  const own = findChapterCommands(text)[0]?.words
  const name = own ?? listCommands(text).at(-1) ?? text
  const common = { terminal: script.terminal, name, foreign: own === undefined, start: started }
  return ended === undefined ? common : { ...common, end: ended }
}
