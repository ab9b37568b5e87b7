import type { GrammarState, HighlighterCore, LanguageInput } from 'shiki/core'
import { escapeHtml, type Html, NOTHING } from '../html.ts'
import { findInk, type Ink, THEME } from './theme.ts'

/** Code, line by line. */
export type Highlight = (code: string, language: string) => Html[]

/**
 * Prepares for these languages; what is not in the table stays plain text.
 * The highlighter is loaded when the first of them needs it.
 */
export async function loadHighlight(languages: readonly string[]): Promise<Highlight> {
  const known = [...new Set(languages)].flatMap((language) => {
    const load = GRAMMARS[language]
    return load === undefined ? [] : [load]
  })
  if (known.length === 0) return (code) => code.split('\n').map(createPlain)
  HIGHLIGHTER ??= createHighlighter()
  const highlighter = await HIGHLIGHTER
  await highlighter.loadLanguage(...known)
  return (code, language) =>
    GRAMMARS[language] === undefined
      ? code.split('\n').map(createPlain)
      : highlightCode(highlighter, code, language)
}

const GRAMMARS: Readonly<Record<string, LanguageInput>> = {
  ts: () => import('shiki/langs/typescript.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  py: () => import('shiki/langs/python.mjs'),
  bash: () => import('shiki/langs/shellscript.mjs'),
  sh: () => import('shiki/langs/shellscript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  http: () => import('shiki/langs/http.mjs'),
  c: () => import('shiki/langs/c.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
}

/** One for the whole run: grammars take long to load. */
let HIGHLIGHTER: Promise<HighlighterCore> | undefined

async function createHighlighter(): Promise<HighlighterCore> {
  const { createHighlighterCore } = await import('shiki/core')
  const { createOnigurumaEngine } = await import('shiki/engine/oniguruma')
  const engine = createOnigurumaEngine(import('shiki/wasm'))
  return createHighlighterCore({ themes: [THEME], langs: [], engine })
}

/**
 * Highlights line by line. A line read before in the same state of the grammar is not read again:
 * programs grow from block to block, stand whole on a page of their own, and repeat one another.
 */
function highlightCode(highlighter: HighlighterCore, code: string, language: string): Html[] {
  let state = findState(language, undefined)
  return code.split('\n').map((line) => {
    if (line === '') return NOTHING
    const known = state.lines.get(line) ?? readLine(highlighter, line, language, state)
    state = known.next
    return known.html
  })
}

/** A state of a grammar between two lines, and what the lines looked like that came after it. */
interface State {
  readonly before: GrammarState | undefined
  readonly lines: Map<string, { readonly html: Html; readonly next: State }>
}

/** By language. Few programs hold more than a dozen. */
const STATES = new Map<string, State[]>()

function findState(language: string, before: GrammarState | undefined): State {
  const states = STATES.get(language) ?? []
  STATES.set(language, states)
  const known = states.find((state) => isSame(state.before, before))
  if (known !== undefined) return known
  const state = { before, lines: new Map() }
  states.push(state)
  return state
}

function isSame(one: GrammarState | undefined, other: GrammarState | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  const [stack, against] = [one.getInternalStack(), other.getInternalStack()]
  return stack !== undefined && against !== undefined && stack.equals(against)
}

function readLine(highlighter: HighlighterCore, line: string, language: string, state: State) {
  const { before, lines } = state
  // No time limit: a busy machine must not make other pages than an idle one.
  const options = { lang: language, theme: THEME.name, tokenizeTimeLimit: 0 }
  const read = highlighter.codeToTokensBase(
    line,
    before === undefined ? options : { ...options, grammarState: before },
  )
  const html = {
    html: joinSpans(read[0] ?? [])
      .map(writeSpan)
      .join(''),
  }
  const next = findState(language, highlighter.getLastGrammarState(read))
  const known = { html, next }
  lines.set(line, known)
  return known
}

interface Span {
  readonly ink: Ink | undefined
  readonly text: string
}

function joinSpans(tokens: readonly { content: string; color?: string | undefined }[]): Span[] {
  const spans: Span[] = []
  for (const { content, color = '#0' } of tokens) {
    const last = spans.at(-1)
    const ink = content.trim() === '' && last !== undefined ? last.ink : findInk(color)
    if (last?.ink === ink && last !== undefined)
      spans[spans.length - 1] = { ink, text: last.text + content }
    else spans.push({ ink, text: content })
  }
  return spans
}

function writeSpan({ ink, text }: Span): string {
  const escaped = escapeHtml(text)
  return ink === undefined ? escaped : `<${ink.tag}>${escaped}</${ink.tag}>`
}

function createPlain(text: string): Html {
  return { html: escapeHtml(text) }
}
