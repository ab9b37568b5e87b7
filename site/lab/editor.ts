import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Problem } from '../../src/course/types.ts'

/** A program that can be changed. */
export interface Editor {
  text(): string
  set(text: string): void
  /** Puts what is wrong at its lines. */
  mark(problems: readonly Problem[]): void
  focus(): void
  close(): void
}

export function openEditor(place: HTMLElement, label: string, onChange: () => void): Editor {
  let setting = false
  const view = new EditorView({
    parent: place,
    extensions: [
      lineNumbers(),
      history(),
      indentOnInput(),
      bracketMatching(),
      javascript({ typescript: true }),
      syntaxHighlighting(COLOURS),
      lintGutter(),
      // Tab is not taken: it leads on through the page, as everywhere on it.
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of(({ docChanged }) => {
        if (docChanged && !setting) onChange()
      }),
      STYLE,
    ],
  })
  return {
    text: () => view.state.doc.toString(),
    set(text) {
      if (text === view.state.doc.toString()) return
      setting = true
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
      setting = false
    },
    mark(problems) {
      const diagnostics = problems.map((problem) => locate(view.state, problem))
      view.dispatch(setDiagnostics(view.state, diagnostics))
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}

function locate({ doc }: EditorState, { place, fact }: Problem) {
  const line = doc.line(Math.min(Math.max(1, place.line), doc.lines))
  const from = Math.min(line.from + place.column - 1, line.to)
  const word = /^[\p{L}\p{N}_$]+/u.exec(line.text.slice(from - line.from))?.[0].length ?? 1
  return { from, to: Math.min(from + word, line.to), severity: 'error', message: fact } as const
}

const COLOURS = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword],
    color: 'light-dark(#8a2f6b, #e7a1d0)',
  },
  {
    tag: [tags.string, tags.special(tags.string), tags.regexp],
    color: 'light-dark(#136a41, #8fdcae)',
  },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#8a4b00, #f0b777)' },
  { tag: tags.comment, color: 'var(--faint)' },
  { tag: [tags.typeName, tags.className], color: 'light-dark(#1a5a96, #8cc4f5)' },
])

const STYLE = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--box)', fontSize: '0.9rem' },
  '&.cm-focused': { outline: '2px solid var(--link)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-gutters': { color: 'var(--faint)', backgroundColor: 'var(--box)', border: '0' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--paper)',
    borderColor: 'var(--line)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
})
