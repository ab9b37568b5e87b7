import type { ProgramState } from '../../src/course/own.ts'
import type { Problem } from '../../src/course/types.ts'
import { type Bar, makeBar } from './bar.ts'
import type { Connection } from './connection.ts'
import type { Editor } from './editor.ts'
import { make, makeDiff } from './elements.ts'
import { describeProblem } from './results.ts'

/** What a program offers: to be changed; a copy of the reader's then takes its place in his runs. */
export interface ProgramPanel {
  readonly bar: Bar
  open(): Promise<void>
  show(state: Omit<ProgramState, 'text'>): void
  /** The server's answer to what was asked or written. */
  hear(program: ProgramState, problems: readonly Problem[]): void
  /** His file may have been changed by another editor. */
  ask(): void
  place(figure: HTMLElement): void
  remove(): void
}

/** How long (ms) after the last letter the program is kept and checked. */
const PAUSE = 150

/** Which editors are open, so that they are again after a reload. */
const OPEN = `lab:${location.pathname}`

export function makeProgramPanel(
  chapter: string,
  file: string,
  connection: Connection,
): ProgramPanel {
  const bar = makeBar(`Программа ${file}`)
  const place = make('div')
  const notes = make('div')
  bar.body.append(place, notes)
  let editor: Editor | undefined
  /** What the server has been told last. */
  let told: string | undefined
  let timer = 0
  const edit = bar.add('Править', () => (editor === undefined ? open(true) : close()))
  const revert = bar.add('Вернуть авторскую', () => {
    told = undefined
    clearTimeout(timer)
    connection.send({ do: 'revert', chapter, file })
    edit.focus()
  })
  revert.hidden = true

  async function open(focus: boolean) {
    const { openEditor } = await import('./editor.ts')
    editor = openEditor(place, `Программа ${file}`, () => {
      clearTimeout(timer)
      timer = setTimeout(write, PAUSE)
    })
    edit.textContent = 'Закрыть'
    edit.ariaExpanded = 'true'
    remember(true)
    connection.send({ do: 'read', chapter, file })
    if (focus) editor.focus()
  }

  function close() {
    flush()
    editor?.close()
    editor = undefined
    told = undefined
    edit.textContent = 'Править'
    edit.ariaExpanded = 'false'
    remember(false)
  }

  function write() {
    timer = 0
    if (editor === undefined || editor.text() === told) return
    told = editor.text()
    connection.send({ do: 'write', chapter, file, text: told })
  }

  function flush() {
    if (timer === 0) return
    clearTimeout(timer)
    write()
  }
  addEventListener('pagehide', flush)
  connection.beforeRuns(flush)

  function remember(isOpen: boolean) {
    const open = new Set<string>(JSON.parse(sessionStorage.getItem(OPEN) ?? '[]'))
    if (isOpen) open.add(file)
    else open.delete(file)
    sessionStorage.setItem(OPEN, JSON.stringify([...open]))
  }

  function show({ own, changes, news }: Omit<ProgramState, 'text'>) {
    revert.hidden = !own
    notes.replaceChildren()
    if (news.length > 0) {
      notes.append(fold('Автор с тех пор изменил эту программу; ваша осталась, какой была', news))
    }
    if (changes.length > 0) notes.append(fold('Чем ваша отличается от авторской', changes))
    if (!own) bar.say('')
    else if (editor === undefined) bar.say(changes.length > 0 ? 'Изменено вами.' : '', 'good')
  }

  function hear(program: ProgramState, problems: readonly Problem[]) {
    show(program)
    if (editor === undefined) return
    // What he types meanwhile is newer than any answer.
    if (timer === 0 && (told === undefined || told === program.text)) editor.set(program.text)
    editor.mark(problems)
    if (!program.own) return bar.say('')
    const [first] = problems
    if (first === undefined) bar.say('Сохранено, ошибок нет.', 'good')
    else bar.say(`Ошибок: ${problems.length}. ${describeProblem(first)}`, 'bad')
  }

  return {
    bar,
    open: () => (editor === undefined ? open(true) : Promise.resolve(editor.focus())),
    show,
    hear,
    ask() {
      if (editor === undefined || timer !== 0) return
      told = undefined
      connection.send({ do: 'read', chapter, file })
    },
    place(figure) {
      figure.append(bar.root)
      const open_ = JSON.parse(sessionStorage.getItem(OPEN) ?? '[]') as string[]
      if (editor === undefined && open_.includes(file)) void open(false)
    },
    remove: () => bar.root.remove(),
  }
}

function fold(title: string, lines: readonly string[]): HTMLElement {
  return make('details', {}, make('summary', {}, title), makeDiff(lines))
}
