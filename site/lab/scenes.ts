import type { CellState, Outcome, Reply } from '../../src/commands/lab/reply.ts'
import { type Bar, makeBar } from './bar.ts'
import { type Connection, nameRun } from './connection.ts'
import { make, putLast } from './elements.ts'
import { makeScreen } from './screen.ts'

const LIMITS = {
  time: 'Остановлено: время вышло.',
  output: 'Остановлено: напечатано больше 1024 КиБ.',
  processes: 'Остановлено: слишком много процессов.',
} as const

/** What a scene offers: to be run as it stands, or by the reader's own hands. */
export interface ScenePanel {
  readonly bar: Bar
  /** Puts it below its terminals. */
  place(figure: HTMLElement): void
  /** Takes it away, and leaves the page as it was woven. */
  remove(): void
}

/** @param terminals of the whole scene */
export function makeScenePanel(
  chapter: string,
  { scene }: CellState,
  terminals: readonly number[],
  connection: Connection,
): ScenePanel {
  const bar = makeBar('Запуск')
  let figure: HTMLElement | undefined
  let picture: Element | undefined
  let run: string | undefined
  let forget = () => {}

  const play = bar.add('▶ Запустить', () => begin('play'))
  const own = bar.add('Самому', () => begin('improvise'))
  const stop = bar.add('■ Остановить', () => {
    if (run !== undefined) connection.send({ do: 'stop', run })
  })
  const back = bar.add('Показать запись', () => {
    showRecorded(true)
    bar.say('')
    play.focus()
  })
  show('idle')

  function show(state: 'idle' | 'running' | 'over') {
    play.hidden = own.hidden = state === 'running'
    stop.hidden = state !== 'running'
    back.hidden = state !== 'over'
  }

  function showRecorded(isShown: boolean) {
    const recorded = figure?.querySelector<HTMLElement>(':scope > .terminals')
    if (recorded) recorded.hidden = isShown ? false : bar.body.childElementCount > 0
    if (!isShown) return
    bar.body.replaceChildren()
    restorePicture()
    show('idle')
  }

  async function begin(how: 'play' | 'improvise') {
    const hands = how === 'improvise' ? await import('./hands.ts') : undefined
    showRecorded(true)
    const name = nameRun()
    run = name
    show('running')
    bar.say(hands === undefined ? 'Запускаю…' : 'Печатайте: команда и Enter; ↑ – команды главы.')
    const known = readCommands()
    const box = make('div', { className: 'terminals' })
    bar.body.replaceChildren(box)
    showRecorded(false)
    // Asked for first: what the terminals say of themselves must find it begun.
    connection.send({ do: how, run: name, chapter, scene })
    const hear = hands?.openHands(box, known, name, connection) ?? watch(box)
    forget = connection.hearRun(name, (reply) => {
      if (reply.is === 'over') end(reply.outcome, how)
      else if (reply.is === 'limit') finish(LIMITS[reply.what], 'bad')
      else if (reply.is === 'refused') finish(reply.text, 'bad')
      else hear(reply)
    })
    if (hands === undefined) stop.focus()
  }

  /** The commands of the chapter, by terminal. */
  function readCommands(): Map<number, string[]> {
    const shown = figure?.querySelectorAll(':scope > .terminals > .terminal') ?? []
    const texts = Array.from(shown, (terminal) =>
      Array.from(
        terminal.querySelectorAll('.command'),
        (one) => one.getAttribute('data-own') ?? one.textContent ?? '',
      ),
    )
    return new Map(terminals.map((terminal, index) => [terminal, texts[index] ?? []]))
  }

  function watch(box: HTMLElement) {
    const screens = new Map(
      terminals.map((terminal) => [terminal, makeScreen(nameTerminal(terminal, terminals))]),
    )
    for (const { root } of screens.values()) box.append(root)
    return (reply: Reply) => {
      if (reply.is === 'line') screens.get(reply.terminal)?.print(reply)
    }
  }

  function end({ problems, picture: drawn }: Outcome, how: 'play' | 'improvise') {
    if (drawn !== undefined) replacePicture(drawn)
    if (problems.length === 0) return finish(how === 'play' ? 'Вышло то же.' : 'Закончено.', 'good')
    finish(
      problems.length === 1 && problems[0] === 'остановлено'
        ? 'Остановлено.'
        : 'Вышло не то, что в главе.',
      'bad',
    )
    if (problems[0] !== 'остановлено')
      bar.body.append(make('pre', { className: 'lab-problems', tabIndex: 0 }, problems.join('\n')))
  }

  function finish(text: string, kind: 'good' | 'bad') {
    forget()
    run = undefined
    const focused = document.activeElement === stop
    show('over')
    bar.say(text, kind)
    if (focused) play.focus()
  }

  /** The picture of what has happened just now stands where the recorded one does. */
  function replacePicture(html: string) {
    const recorded = figure?.nextElementSibling
    const fresh = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild
    if (!recorded?.matches('.picture') || fresh === null) return
    restorePicture()
    picture = recorded
    recorded.replaceWith(fresh)
  }

  function restorePicture() {
    if (picture === undefined) return
    figure?.nextElementSibling?.replaceWith(picture)
    picture = undefined
  }

  return {
    bar,
    place(to) {
      figure = to
      putLast(to, bar.root)
      showRecorded(false)
    },
    remove() {
      restorePicture()
      const recorded = figure?.querySelector<HTMLElement>(':scope > .terminals')
      if (recorded) recorded.hidden = false
      bar.root.remove()
      figure = undefined
    },
  }
}

export function nameTerminal(terminal: number, all: readonly number[]): string {
  return all.length === 1 ? 'Терминал' : `Терминал ${terminal}`
}
