import { formatConsole } from '../../course/console.ts'
import type { Place, Problem } from '../../course/types.ts'
import { isServer } from './readiness.ts'
import type { Stage } from './stage.ts'
import { isIdle, type Terminal } from './terminal.ts'

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

/** So many of the last lines say enough. */
const MOST_LINES = 10

function isDone(terminal: Terminal): boolean {
  const all = terminal.performed === terminal.script.steps.length
  return all && (isIdle(terminal) || isServer(terminal)) && findMissing(terminal) === undefined
}

function findMissing({ listener }: Terminal) {
  return listener.missing?.()
}

function findPlace(terminal: Terminal): Place | undefined {
  const step = terminal.script.steps[terminal.performed]
  return findMissing(terminal)?.item.place ?? (step ?? terminal.script.steps.at(-1))?.action.place
}

function tellTerminal(terminal: Terminal): string {
  const { script, waiting, programs } = terminal
  const step = programs.at(-1)?.step
  if (step === undefined) return `терминал ${script.terminal}: ещё ничего не запущено`
  const missing = findMissing(terminal)
  const what = missing
    ? `ждали строку «${missing.item.text}» (строка ${missing.item.place.line})`
    : waiting
  const { text, place } = step.action
  const printed = listPrinted(terminal)
    .slice(-MOST_LINES)
    .map((line) => `\n  ${line}`)
  const told = printed.length === 0 ? ' ничего' : printed.join('')
  return `терминал ${script.terminal}: команда «${text}» (строка ${place.line}): ${what}; напечатано:${told}`
}

function listPrinted({ listener }: Terminal): string[] {
  const lines = listener.transcripts().flatMap((transcript) => transcript.lines)
  const printed = lines.filter(({ kind }) => kind === 'output').map(formatConsole)
  const text = listener.remainder?.() ?? ''
  return text === '' ? printed : [...printed, formatConsole({ kind: 'output', text, open: true })]
}
