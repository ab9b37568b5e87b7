import type { ProgramOfPage } from '../../src/commands/lab/reply.ts'
import type { ProgramState } from '../../src/course/own.ts'
import type { Problem } from '../../src/course/types.ts'
import { type Bar, makeBar } from './bar.ts'
import type { Connection } from './connection.ts'
import type { Editor } from './editor.ts'
import { make, makeDiff, putLast } from './elements.ts'
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
  { file, command }: Pick<ProgramOfPage, 'file' | 'command'>,
  connection: Connection,
): ProgramPanel {
  const bar = makeBar(`Программа ${file}`)
  const place = make('div')
  const notes = make('div')
  bar.body.append(place, notes)
  let editor: Editor | undefined
  /** Opens it as soon as there is something to be put into it. */
  let begin: ((text: string) => void) | undefined
  /** What the server has been told last. */
  let told: string | undefined
  let timer = 0
  const edit = bar.add('Править', () => (edit.ariaExpanded === 'true' ? close() : open(true)))
  const revert = bar.add('Вернуть авторскую', () => {
    told = undefined
    clearTimeout(timer)
    connection.send({ do: 'revert', chapter, file })
    edit.focus()
  })
  revert.hidden = true

  async function open(focus: boolean) {
    const { openEditor } = await import('./editor.ts')
    // What is typed into an empty editor would be taken for all of the program.
    begin = (text) => {
      begin = undefined
      editor = openEditor(place, `Программа ${file}`, () => {
        clearTimeout(timer)
        timer = setTimeout(write, PAUSE)
      })
      editor.set(text)
      if (focus) editor.focus()
    }
    edit.textContent = 'Закрыть'
    edit.ariaExpanded = 'true'
    remember(true)
    connection.send({ do: 'read', chapter, file })
  }

  function close() {
    flush()
    editor?.close()
    editor = begin = undefined
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
    // A command of the chapter runs the author's; here one must not take the one for the other.
    if (own && changes.length > 0) notes.append(tellCommand(command))
    if (changes.length > 0) notes.append(fold('Чем ваша отличается от авторской', changes))
    if (!own) bar.say('')
    else if (editor === undefined) bar.say(changes.length > 0 ? 'Изменено вами.' : '', 'good')
  }

  function hear(program: ProgramState, problems: readonly Problem[]) {
    show(program)
    begin?.(program.text)
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
      putLast(figure, bar.root)
      const open_ = JSON.parse(sessionStorage.getItem(OPEN) ?? '[]') as string[]
      if (editor === undefined && open_.includes(file)) void open(false)
    },
    remove: () => bar.root.remove(),
  }
}

function tellCommand(command: string): HTMLElement {
  const text = 'Запуски на этой странице берут вашу программу. В своём терминале её запускает '
  return make('p', {}, text, make('code', {}, command), ', а npm run chapter — авторскую.')
}

function fold(title: string, lines: readonly string[]): HTMLElement {
  return make('details', {}, make('summary', {}, title), makeDiff(lines))
}
