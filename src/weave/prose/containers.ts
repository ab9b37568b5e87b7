import type { MarkdownIt, Token } from 'markdown-it'
import {
  CHOICE,
  findChoices,
  findContainer,
  findInside,
  readContainerTitle,
} from '../../course/containers.ts'
import { type Html, html } from '../html.ts'
import { bindWords } from '../russian.ts'
import type { Setting } from '../setting.ts'

/** The id of a container that opens a section of its own: depth has one, a question has none. */
export const DEPTH = 'container_подробнее_open'

/**
 * Puts a question's answer behind a fold: what stands below its choices, or all of it where it has
 * none. The tokens are the parser's own; choices lose their marks and become things to choose.
 */
function foldAnswers(tokens: readonly Token[], createRaw: (html: string) => Token): Token[] {
  const [opening, closing] = [new Set<Token>(), new Set<Token>()]
  tokens.forEach((token, index) => {
    if (findContainer(token) !== 'вопрос' || token.nesting !== 1) return
    const inside = findInside(tokens, index)
    const choices = findChoices(inside)
    offerChoices(choices, `q${(token.map?.[0] ?? 0) + 1}`)
    const first = inside[choices.length]
    const close = tokens[index + inside.length + 1]
    if (first !== undefined) opening.add(first)
    if (close !== undefined) closing.add(close)
  })
  return tokens.flatMap((token) => {
    if (opening.has(token)) return [createRaw(ANSWER), token]
    return closing.has(token) ? [createRaw('</details>\n'), token] : [token]
  })
}

const ANSWER = '<details class="answer"><summary>Ответ</summary>\n'

/** Written by ourselves: the author's own HTML never becomes a token of this type. */
const RAW = 'own_html'

/** A radio button before each choice; whether it is right, the style says once it is chosen. */
function offerChoices(list: readonly Token[], name: string): void {
  let item: Token | undefined
  for (const token of list) {
    if (token.type === 'bullet_list_open') token.attrSet('class', 'choices')
    if (token.type === 'list_item_open') item = token
    if (token.type !== 'inline' || item === undefined) continue
    item.meta = { choice: name }
    if (!token.content.startsWith('[ ]')) item.attrSet('class', 'right')
    const text = token.children?.[0]
    if (text?.type === 'text') text.content = text.content.replace(CHOICE, '')
  }
}

/** Renders depth, questions and their choices. */
export function addContainers(markdown: MarkdownIt): void {
  markdown.core.ruler.push('fold_answers', (state) => {
    state.tokens = foldAnswers(state.tokens, (content) => {
      const token = new state.Token(RAW, '', 0)
      token.content = content
      return token
    })
  })
  addRules(markdown)
}

function addRules(markdown: MarkdownIt): void {
  const { rules } = markdown.renderer
  const title = (token: Token | undefined, env: object = {}): Html => ({
    html:
      token === undefined
        ? ''
        : markdown.renderInline(bindWords(readContainerTitle(token)), { ...env }),
  })
  rules[DEPTH] = (tokens, index, _options, env) => {
    const { setting } = env as unknown as { readonly setting: Setting }
    const id = setting.anchor(String(tokens[index]?.attrGet('id') ?? ''))
    return html`<details class="depth" id="${id}"><summary>${title(tokens[index], env)}</summary>\n`
      .html
  }
  rules.container_подробнее_close = () => '</details>\n'
  rules.container_вопрос_open = (tokens, index, _options, env) =>
    html`<section class="question"><p><b>Вопрос.</b> ${title(tokens[index], env)}</p>\n`.html
  rules.container_вопрос_close = () => '</section>\n'
  rules[RAW] = (tokens, index) => tokens[index]?.content ?? ''
  rules.list_item_open = (tokens, index, options, env, renderer) => {
    const choice = (tokens[index]?.meta as { choice?: string } | null)?.choice
    const item = renderer.renderToken(tokens, index, options)
    if (choice === undefined) return item
    const { setting } = env as unknown as { readonly setting: Setting }
    return html`${{ html: item }}<label><input type="radio" name="${setting.anchor(choice)}"> `.html
  }
  rules.list_item_close = (tokens, index, options, _env, renderer) => {
    const item = renderer.renderToken(tokens, index, options)
    return isChoice(tokens, index) ? `</label>${item}` : item
  }
}

function isChoice(tokens: readonly Token[], close: number): boolean {
  const { level } = tokens[close] as Token
  const open = tokens.findLast(
    (t, i) => i < close && t.type === 'list_item_open' && t.level === level,
  )
  return (open?.meta as { choice?: string } | null | undefined)?.choice !== undefined
}
