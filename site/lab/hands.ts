import { Terminal } from '@xterm/xterm'
import xtermStyle from '@xterm/xterm/css/xterm.css'
import type { Reply } from '../../src/commands/lab/reply.ts'
import type { Connection } from './connection.ts'
import { make } from './elements.ts'
import { createLine } from './line.ts'
import { nameTerminal } from './scenes.ts'

let styled = false

/**
 * Terminals to type into, in a box that stands in the page.
 * @param commands of the chapter, by terminal: the arrow up finds them
 */
export function openHands(
  box: HTMLElement,
  commands: ReadonlyMap<number, readonly string[]>,
  run: string,
  connection: Connection,
): (reply: Reply) => void {
  if (!styled) document.head.append(make('style', {}, xtermStyle))
  styled = true
  const all = [...commands.keys()]
  const screens = new Map<number, ReturnType<typeof openOne>>()
  for (const [terminal, known] of commands) {
    const title = nameTerminal(terminal, all)
    const place = make('div', { className: 'lab-tty' })
    box.append(
      make(
        'div',
        { className: 'terminal', role: 'group', ariaLabel: title },
        make('p', {}, title),
        place,
      ),
    )
    screens.set(terminal, openOne(place, title, terminal, known, run, connection))
  }
  screens.get(all[0] ?? 1)?.focus()
  return (reply) => {
    if (reply.is === 'output') screens.get(reply.terminal)?.print(reply.text)
    if (reply.is === 'ended') screens.get(reply.terminal)?.end(reply.status)
  }
}

function openOne(
  place: HTMLElement,
  title: string,
  terminal: number,
  known: readonly string[],
  run: string,
  connection: Connection,
) {
  const style = getComputedStyle(place)
  const columns = Math.max(20, Math.floor((place.clientWidth - 24) / 8.5))
  const screen = new Terminal({
    cols: columns,
    rows: 12,
    fontSize: 14,
    fontFamily: style.getPropertyValue('--mono') || 'monospace',
    theme: { background: '#10161a', foreground: '#d6dee0', cursor: '#ffd479' },
    screenReaderMode: true,
    convertEol: false,
  })
  screen.open(place)
  if (screen.textarea) screen.textarea.ariaLabel = `${title}: ввод`
  let running = false
  connection.send({ do: 'resize', run, terminal, rows: 12, columns })
  const line = createLine(
    known,
    (text) => screen.write(text),
    (text) => {
      running = true
      connection.send({ do: 'command', run, terminal, text })
    },
  )
  // Tab leads on through the page, as everywhere on it.
  screen.attachCustomKeyEventHandler(({ key }) => key !== 'Tab')
  screen.onData((data) => {
    if (running) connection.send({ do: 'type', run, terminal, text: data })
    else line.type(data)
  })
  line.prompt()
  return {
    focus: () => screen.focus(),
    print: (text: string) => screen.write(text),
    end(status: number) {
      running = false
      // What is written so far must be there: only then it is known where its last row ends.
      screen.write('', () => {
        if (screen.buffer.active.cursorX > 0) screen.write('\r\n')
        if (status !== 0) screen.write(`\x1b[2m(статус ${status})\x1b[0m\r\n`)
        line.prompt()
      })
    },
  }
}
