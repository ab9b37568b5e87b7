import type { Reply } from '../../src/commands/lab/reply.ts'
import { make } from './elements.ts'

type Line = Extract<Reply, { is: 'line' }>

/** A terminal as the page shows them, that fills as its lines come. */
export interface Screen {
  readonly root: HTMLElement
  print(line: Line): void
}

export function makeScreen(title: string): Screen {
  const output = make('samp')
  const pre = make('pre', { tabIndex: 0 }, output)
  const root = make(
    'div',
    { className: 'terminal', role: 'group', ariaLabel: title },
    make('p', {}, title),
    pre,
  )
  let open = false
  return {
    root,
    print(line) {
      output.append(format(line), ...(line.open ? [] : ['\n']))
      open = line.open
      pre.dataset.open = String(open)
      pre.scrollTop = pre.scrollHeight
    },
  }
}

function format({ item, text }: Line): Node | string {
  if (item === 'output') return text
  if (item === 'command') return make('kbd', { className: 'command' }, text)
  return text === '' ? make('kbd', { className: 'key' }, 'Enter') : make('kbd', {}, text)
}
