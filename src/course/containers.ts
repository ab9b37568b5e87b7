import type { MarkdownIt, Token } from 'markdown-it'
import container from 'markdown-it-container'
import type { Place, Problem } from './types.ts'

/** `::: подробнее Заголовок`: depth, folded; `::: вопрос Что напечатает?`: asked before it is answered. */
type ContainerKind = 'подробнее' | 'вопрос'

const KINDS: readonly ContainerKind[] = ['подробнее', 'вопрос']

/** Teaches a parser the blocks that stand between `::: имя` and `:::`. */
export function useContainers(markdown: MarkdownIt): void {
  for (const kind of KINDS) markdown.use(container, kind)
}

/** What a token opens or closes; nothing for one that is no container's. */
export function findContainer({ type }: Token): ContainerKind | undefined {
  return KINDS.find((kind) => type.startsWith(`container_${kind}_`))
}

/** `Заголовок` of `::: подробнее Заголовок`. */
export function readContainerTitle({ info }: Token): string {
  return info.trim().replace(/^\S+\s*/, '')
}

/** A choice of a question, as it is written: `[x] второй` or `[ ] первый`. */
export const CHOICE = /^\[([ xXхХ])\]\s+/

/** The tokens between a container's first and its last. */
export function findInside(tokens: readonly Token[], open: number): readonly Token[] {
  const { level, type } = tokens[open] as Token
  const closing = type.replace(/_open$/, '_close')
  const close = tokens.findIndex((t, i) => i > open && t.type === closing && t.level === level)
  return tokens.slice(open + 1, close)
}

/** The list of choices that a question begins with, mark and all; empty where it has none. */
export function findChoices(inside: readonly Token[]): readonly Token[] {
  if (inside[0]?.type !== 'bullet_list_open') return []
  const { level } = inside[0]
  const end = inside.findIndex((t) => t.type === 'bullet_list_close' && t.level === level)
  const list = inside.slice(0, end + 1)
  return list.some((token) => token.type === 'inline' && CHOICE.test(token.content)) ? list : []
}

/** Containers that a reader would not see as what they are meant for. */
export function findContainerProblems(
  tokens: readonly Token[],
  lines: readonly string[],
  file: string,
): Problem[] {
  return tokens.flatMap((token, index) => {
    const kind = findContainer(token)
    if (kind === undefined) return findStrayMarks(token, file)
    if (token.nesting !== 1) return []
    const [start = 0, end = 0] = token.map ?? []
    const place = { file, line: start + 1, column: 1 }
    if (!isAtMargin(lines[start])) return [{ place, ...MISPLACED }]
    if (!/^\s*:{3,}\s*$/.test(lines[end] ?? '')) {
      return [{ place, fact: `«::: ${kind}» не закрыто`, remedy: 'Закройте его строкой :::.' }]
    }
    const fault = judge(kind, token, findInside(tokens, index))
    return fault === undefined ? [] : [{ place, ...fault }]
  })
}

type Fault = Pick<Problem, 'fact' | 'remedy'>

const MISPLACED: Fault = {
  fact: 'блок ::: стоит не у левого края',
  remedy: 'Вынесите его из списка или цитаты.',
}

function isAtMargin(line = ''): boolean {
  return line.startsWith(':::')
}

function judge(kind: ContainerKind, token: Token, inside: readonly Token[]): Fault | undefined {
  const isAsked = kind === 'вопрос'
  if (readContainerTitle(token) === '') {
    return isAsked
      ? { fact: 'в блоке «вопрос» нет вопроса', remedy: 'Пишите ::: вопрос Что напечатает сервер?' }
      : { fact: 'у подробностей нет заголовка', remedy: 'Пишите ::: подробнее О чём они.' }
  }
  if (inside.length === 0) {
    return isAsked
      ? { fact: 'у вопроса нет ответа', remedy: 'Напишите ответ под ним, до строки :::.' }
      : { fact: 'в подробностях пусто', remedy: 'Напишите их или уберите блок.' }
  }
  if (!isAsked) return undefined
  if (inside.some(({ type }) => type === 'heading_open')) {
    return { fact: 'в вопросе стоит заголовок', remedy: 'Вынесите его из блока :::.' }
  }
  return judgeChoices(inside)
}

function judgeChoices(inside: readonly Token[]): Fault | undefined {
  const list = findChoices(inside)
  if (list.length === 0) return undefined
  const items = list.filter(({ type }) => type === 'inline').map(({ content }) => content)
  const bare = items.find((item) => !CHOICE.test(item))
  if (bare !== undefined || list.some(({ type, hidden }) => type === 'paragraph_open' && !hidden)) {
    const fact = 'среди вариантов ответа стоит что-то ещё'
    return { fact, remedy: 'Каждый вариант — одна строка «- [ ] текст», без пустых строк между.' }
  }
  const right = items.filter((item) => !item.startsWith('[ ]'))
  if (right.length !== 1) {
    const fact = right.length === 0 ? 'ни один вариант не отмечен верным' : 'верных вариантов два'
    return { fact, remedy: 'Отметьте верный, и только его: - [x] текст.' }
  }
  if (items.length < 2) return { fact: 'вариант всего один', remedy: 'Добавьте неверных.' }
  if (list.length < inside.length) return undefined
  return { fact: 'за вариантами нет объяснения', remedy: 'Напишите под ними, почему так.' }
}

/** `:::` that opens and closes nothing stands on the page as it is. */
function findStrayMarks({ type, content, map }: Token, file: string): Problem[] {
  if (type !== 'inline') return []
  return content.split('\n').flatMap((line, index) => {
    const [, name = ''] = /^:{3,}\s*(\S*)/.exec(line) ?? []
    if (!line.startsWith(':::')) return []
    const place: Place = { file, line: (map?.[0] ?? 0) + index + 1, column: 1 }
    const fact = name === '' ? 'строка ::: ничего не закрывает' : `незнакомый блок «::: ${name}»`
    return [{ place, fact, remedy: `Бывают: ${KINDS.map((kind) => `::: ${kind}`).join(', ')}.` }]
  })
}
