import type { HighlighterCore, LanguageInput } from 'shiki/core'
import { escapeHtml, type Html } from './html.ts'
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

function highlightCode(highlighter: HighlighterCore, code: string, language: string): Html[] {
  // No time limit: a busy machine must not make other pages than an idle one.
  const options = { lang: language, theme: THEME.name, tokenizeTimeLimit: 0 }
  const lines = highlighter.codeToTokensBase(code, options)
  return lines.map((tokens) => ({ html: joinSpans(tokens).map(writeSpan).join('') }))
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
