import type { TaskOfPage } from '../../src/commands/lab/reply.ts'
import type { AttemptCheck, AttemptResult } from '../../src/course/attempt.ts'
import { type Bar, makeBar } from './bar.ts'
import { type Connection, nameRun } from './connection.ts'
import { make } from './elements.ts'
import { showAttempt, showCheck } from './results.ts'

/** A place where checks are run: a task, or a breakage. */
export interface CheckPanel {
  readonly bar: Bar
  place(figure: HTMLElement): void
  remove(): void
}

/** @param solve opens the program of the task */
export function makeTaskPanel(
  chapter: string,
  task: TaskOfPage,
  connection: Connection,
  solve: () => void,
): CheckPanel & { show(task: TaskOfPage): void } {
  const bar = makeBar(`Задача ${task.number}`)
  bar.add('Решать здесь', solve)
  const check = bar.add('Проверить', () => {
    const run = begin(bar, check, connection, (reply) => {
      if (reply.is === 'attempt') showResult(reply.result)
    })
    connection.send({ do: 'check', run, chapter, task: task.number })
  })
  const showResult = (result: AttemptResult) => {
    bar.body.replaceChildren(showAttempt(result))
    if (result.solved) return bar.say('Задача решена!', 'good')
    const failed = result.checks.filter(({ status }) => status === 'failed').length
    if (result.problems.length > 0) bar.say('Пока не решена: в программе ошибки.', 'bad')
    else bar.say(`Пока не решена: не прошло проверок ${failed} из ${result.checks.length}.`, 'bad')
  }
  return {
    bar,
    place: (figure) => figure.append(bar.root),
    remove: () => bar.root.remove(),
    show({ state, result }) {
      if (check.disabled) return
      if (result !== undefined && bar.body.childElementCount === 0) showResult(result)
      else if (result === undefined && state === 'solved') bar.say('Решена.', 'good')
      else if (result === undefined && state === 'stale')
        bar.say('Решена; проверки с тех пор изменились.')
    },
  }
}

export function makeBreakPanel(
  chapter: string,
  mutant: number,
  connection: Connection,
): CheckPanel {
  const bar = makeBar('Поломка')
  const act = bar.add('Сломать', () => {
    const run = begin(bar, act, connection, (reply) => {
      if (reply.is === 'broken') showBroken(bar, reply.checks)
    })
    connection.send({ do: 'break', run, chapter, mutant })
  })
  return { bar, place: (figure) => figure.append(bar.root), remove: () => bar.root.remove() }
}

/** Here a red check is what was wanted. */
function showBroken(bar: Bar, checks: readonly AttemptCheck[]): void {
  bar.body.replaceChildren(make('ul', { className: 'results' }, ...checks.map(showCheck)))
  const red = checks.filter(({ status }) => status === 'failed').length
  if (red === checks.length) bar.say('Поломка замечена: проверки покраснели.', 'good')
  else bar.say(`Покраснели ${red} из ${checks.length}: остальные поломки не заметили.`, 'bad')
}

type Hear = Parameters<Connection['hearRun']>[1]

function begin(bar: Bar, button: HTMLButtonElement, connection: Connection, hear: Hear): string {
  const run = nameRun()
  // A disabled button would lose the focus.
  button.ariaDisabled = 'true'
  button.disabled = false
  bar.say('Проверяю…')
  let count = 0
  const forget = connection.hearRun(run, (reply) => {
    if (reply.is === 'check') {
      count += 1
      return bar.say(`Проверяю… готово: ${count}`)
    }
    forget()
    button.ariaDisabled = null
    if (reply.is === 'refused') bar.say(reply.text, 'bad')
    else hear(reply)
  })
  return run
}
