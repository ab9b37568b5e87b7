import { formatConsole } from '../course/console.ts'
import type { Place, Problem } from '../course/types.ts'
import type { Follower } from './follower.ts'
import type { Stage } from './stage.ts'
import { isIdle, isServer, type Terminal } from './terminal.ts'

/** Time is over: names each terminal that still has something to do, and what. */
export function describeLimit(stage: Stage): Problem {
  const stuck = stage.terminals.filter((terminal) => !isDone(terminal))
  const [first] = stuck.length > 0 ? stuck : stage.terminals
  const fact = `сцена не закончилась за ${stage.scene.limit} с\n${stuck.map(tellTerminal).join('\n')}`
  return {
    place: (first && findPlace(first)) ?? stage.scene.place,
    fact: fact.trimEnd(),
    remedy:
      'Исправьте программу или дайте сцене больше времени: limit=СЕКУНДЫ у одного из её блоков.',
  }
}

function isDone(terminal: Terminal): boolean {
  const all = terminal.performed === terminal.script.steps.length
  return all && (isIdle(terminal) || isServer(terminal)) && findMissing(terminal) === undefined
}

function findMissing({ listener }: Terminal) {
  return (listener as Partial<Follower>).missing?.()
}

function findPlace(terminal: Terminal): Place | undefined {
  const step = terminal.script.steps[terminal.performed]
  return findMissing(terminal)?.item.place ?? (step ?? terminal.script.steps.at(-1))?.action.place
}

function tellTerminal(terminal: Terminal): string {
  const { script, waiting, programs, listener } = terminal
  const step = programs.at(-1)?.step
  const missing = findMissing(terminal)
  const what = missing
    ? `ждали строку «${missing.item.text}» (строка ${missing.item.place.line})`
    : waiting
  const command = step
    ? `команда «${step.action.text}» (строка ${step.action.place.line})`
    : 'ни одной команды ещё не запущено'
  const lines = listener
    .transcripts()
    .flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'output'))
  const rest = (listener as Partial<Follower>).remainder?.() ?? ''
  const printed = [
    ...lines.map(formatConsole),
    ...(rest === '' ? [] : [formatConsole({ kind: 'output', text: rest, open: true })]),
  ]
  const told =
    printed.length === 0
      ? 'ничего'
      : `\n${printed
          .slice(-10)
          .map((line) => `  ${line}`)
          .join('\n')}`
  return `терминал ${script.terminal}: ${command}: ${what}; напечатано: ${told}`
}
