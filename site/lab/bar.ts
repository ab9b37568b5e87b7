import { make, makeButton } from './elements.ts'

/** Buttons in a row, and beside them what has come of them; a screen reader hears it. */
export interface Bar {
  readonly root: HTMLElement
  /** Below the buttons. */
  readonly body: HTMLElement
  add(text: string, act: () => void): HTMLButtonElement
  say(text: string, kind?: 'good' | 'bad' | ''): void
}

/** @param name of what it belongs to, for who cannot see where it stands */
export function makeBar(name: string): Bar {
  const status = make('p', { className: 'lab-status', role: 'status' })
  const buttons = make('div', { className: 'lab-buttons' })
  const body = make('div', { className: 'lab-body' })
  const root = make('div', { className: 'lab', role: 'group', ariaLabel: name }, buttons, body)
  buttons.append(status)
  return {
    root,
    body,
    add(text, act) {
      const button = makeButton(text, act)
      status.before(button)
      return button
    },
    say(text, kind = '') {
      status.className = `lab-status ${kind}`
      status.textContent = text
    },
  }
}
