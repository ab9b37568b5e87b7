import type { Reply, TaskOfPage } from '../../src/commands/lab/reply.ts'
import type { AttemptCheck, AttemptResult } from '../../src/course/attempt.ts'
import { type Bar, makeBar } from './bar.ts'
import { type Connection, nameRun } from './connection.ts'
import { make, putLast } from './elements.ts'
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
  const check = addChecking(bar, 'Проверить', connection, {
    ask: (run) => connection.send({ do: 'check', run, chapter, task: task.number }),
    hear: (reply) => {
      if (reply.is === 'attempt') showResult(reply.result)
    },
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
    place: (figure) => putLast(figure, bar.root),
    remove: () => bar.root.remove(),
    show({ state, result }) {
      if (check.ariaDisabled === 'true') return
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
  addChecking(bar, 'Сломать', connection, {
    ask: (run) => connection.send({ do: 'break', run, chapter, mutant }),
    hear: (reply) => {
      if (reply.is === 'broken') showBroken(bar, reply.checks)
    },
  })
  return { bar, place: (figure) => putLast(figure, bar.root), remove: () => bar.root.remove() }
}

/** Here a red check is what was wanted. */
function showBroken(bar: Bar, checks: readonly AttemptCheck[]): void {
  bar.body.replaceChildren(make('ul', { className: 'results' }, ...checks.map(showCheck)))
  const red = checks.filter(({ status }) => status === 'failed').length
  if (red === checks.length) bar.say('Поломка замечена: проверки покраснели.', 'good')
  else bar.say(`Покраснели ${red} из ${checks.length}: остальные поломки не заметили.`, 'bad')
}

interface Checking {
  ask(run: string): void
  hear(reply: Reply): void
}

/** A button that has checks run, and beside it, while they run, one that stops them. */
function addChecking(
  bar: Bar,
  text: string,
  connection: Connection,
  { ask, hear }: Checking,
): HTMLButtonElement {
  let run: string | undefined
  const button = bar.add(text, () => {
    if (run !== undefined) return
    run = nameRun()
    show(true)
    bar.say('Проверяю…')
    let count = 0
    const forget = connection.hearRun(run, (reply) => {
      if (reply.is === 'check') {
        count += 1
        return bar.say(`Проверяю… готово: ${count}`)
      }
      forget()
      run = undefined
      show(false)
      if (reply.is === 'refused') bar.say(reply.text, 'bad')
      else hear(reply)
    })
    ask(run)
  })
  const stop = bar.add('■ Остановить', () => {
    if (run !== undefined) connection.send({ do: 'stop', run })
  })
  show(false)
  return button

  function show(isRunning: boolean) {
    // A disabled button would lose the focus.
    button.ariaDisabled = isRunning ? 'true' : null
    if (!isRunning && document.activeElement === stop) button.focus()
    stop.hidden = !isRunning
  }
}
