import type { Problem } from '../../course/types.ts'
import type { Recorder } from './recorder.ts'
import type { Step } from './script.ts'
import type { Terminal } from './terminal.ts'

/** The terminal, or another one, never paused, so that nobody could tell when to type. */
export function describeEndless(terminal: Terminal<Recorder>, { action }: Step): Problem {
  const isKey = action.kind === 'typed' && action.key !== undefined
  const what = isKey ? `нажать ${action.text}` : `ввести «${action.text}»`
  const more = 'дайте сцене больше времени: limit=СЕКУНДЫ у одного из её блоков.'
  const own = terminal.listener.printed() > 0
  const number = terminal.script.terminal
  return {
    place: action.place,
    fact: own
      ? `терминал ${number} печатает без остановки: после какой строки ${what}, не видно`
      : `сцена печатает без остановки: когда ${what} в терминале ${number}, не видно`,
    remedy: own
      ? `Напишите перед этой строкой столько строк, сколько показать, любых: bless впишет на их место настоящие. Если вывод кончается сам, ${more}`
      : `Сократите вывод или ${more}`,
  }
}

/** The terminal printed while a cell was played where it has no block. */
export function describeStray({ listener, script: { terminal } }: Terminal<Recorder>): Problem[] {
  const { text, place } = listener.stray() ?? {}
  if (text === undefined || place === undefined) return []
  const fact = `терминал ${terminal} напечатал «${text}», когда шли терминалы этого места, а его среди них нет`
  const remedy = `Поставьте рядом с этим блоком ещё один, с terminal=${terminal}: новое показывают там, где оно появилось.`
  return [{ place, fact, remedy }]
}
