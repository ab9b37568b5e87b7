import type { Token } from 'markdown-it'
import { findContainer, readContainerTitle } from './containers.ts'
import { createMarkdown } from './dialect.ts'
import { findForeignMarkup, type Stray } from './foreign-markup.ts'
import { FORMULA } from './formulas.ts'
import type { Place, Problem } from './types.ts'

/** Knows HTML, to find it: pages are made without, and a text that has any is refused. */
const MARKDOWN = createMarkdown(true)
// What is escaped by a backslash was meant to be seen: it must stay apart from the rest.
MARKDOWN.core.ruler.disable('text_join')

/** A chapter's text as `findStrayMarkup` wants it. */
export function parseMarkdown(body: string): Token[] {
  return MARKDOWN.parse(body, {})
}

/** One line that stands apart from the text: a title, a value of front matter. */
export function parseInline(line: string): Token[] {
  return MARKDOWN.parseInline(line, {})
}

/** Finds what its author takes for markup and a reader would see as letters. */
export function findStrayMarkup(
  tokens: readonly Token[],
  lines: readonly string[],
  file: string,
): Problem[] {
  let range: readonly [number, number] = [0, 1]
  let asked = 0
  return tokens.flatMap((token) => {
    range = token.map ?? range
    if (isLong(token)) return [{ place: { file, line: range[0] + 1, column: 1 }, ...LONG }]
    // What a question offers to choose from has marks of its own.
    if (findContainer(token) === 'вопрос') asked += token.nesting
    const found = findStray(token).filter(({ text }) => asked === 0 || !/^\[.\](\s|$)/.test(text))
    if (found.length === 0) return []
    const source = maskCode(lines.slice(...range).join('\n'))
    const seen = new Map<string, number>()
    return found.map(({ text, fact, remedy }): Problem => {
      const at = source.indexOf(text, seen.get(text) ?? 0)
      if (at !== -1) seen.set(text, at + text.length)
      return { place: locate(source, at, range[0], file), fact, remedy }
    })
  })
}

/** Letters of a paragraph. Nobody reads as many at a stretch, and what looks through them takes its time. */
const MOST_LETTERS = 20_000

const LONG = {
  fact: `абзац длиннее ${MOST_LETTERS} знаков: так его не прочесть ни читателю, ни сборке`,
  remedy: 'Разделите его пустыми строками; если это данные, возьмите их в ограждение ```text.',
}

function isLong({ type, content }: Token): boolean {
  return (type === 'inline' || type === 'html_block') && content.length > MOST_LETTERS
}

/** What of one token would stand on the page as letters. */
export function findStray(token: Token): Stray[] {
  if (token.type === 'html_block') return findTags(token.content)
  // A fold's title is read as a line of text of its own.
  if (token.nesting === 1 && findContainer(token) !== undefined) return findInTitle(token)
  if (token.type !== 'inline') return []
  const children = token.children ?? []
  const tags = children.flatMap((c) => (c.type === 'html_inline' ? findTags(c.content) : []))
  const text = children.map(readPlain).join('')
  const foreign = findForeignMarkup(text)
  return [...tags, ...findLinks(text).filter((one) => !overlaps(one, foreign)), ...foreign]
}

function findInTitle(token: Token): Stray[] {
  return parseInline(readContainerTitle(token)).flatMap(findStray)
}

/** Of two complaints about one place the more exact one is told. */
function overlaps({ text }: Stray, others: readonly Stray[]): boolean {
  return others.some((other) => other.text.includes(text) || text.includes(other.text))
}

/** Words as they stand, and a mark for what is no plain word. */
function readPlain({ type, content, markup }: Token): string {
  // Parentheses need no backslash: who writes one means a formula.
  if (type === 'text_special' && markup in FORMULA) return FORMULA[markup] ?? ''
  // A backslash before a letter takes no meaning from it.
  if (type === 'text' || (type === 'text_special' && content.length > 1)) return content
  if (type === 'softbreak' || type === 'hardbreak') return '\n'
  return ['text_special', 'code_inline', 'image'].includes(type) ? '\0' : ''
}

const COMMENT: Omit<Stray, 'text'> = {
  fact: 'комментарий HTML: читатель увидел бы его на странице',
  remedy: 'Уберите его из главы; если это пример, возьмите его в обратные кавычки.',
}

/** Names that are not of HTML are words in brackets: `Promise<string>`. */
const TAGS = new Set(
  'a abbr address article aside audio b blockquote body br button canvas caption center cite code col dd del details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main map mark meta nav object ol option p picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead title tr tt u ul var video wbr'.split(
    ' ',
  ),
)

/** A name in brackets that closes itself, closes another or has properties: `Map<K>` has none. */
const MDX = /<\/[A-Z][\w.]*>|<[A-Z][\w.]*(?:\s+[\w-]+=[^>]*|\s*)\/>|<[A-Z][\w.]*\s+[\w-]+=[^>]*>/

const COMPONENT: Omit<Stray, 'text'> = {
  fact: 'тег MDX: на странице встал бы сам этот текст',
  remedy: 'Пишите разметкой Markdown; если это пример, возьмите его в обратные кавычки.',
}

function findTags(content: string): Stray[] {
  const [component] = MDX.exec(content) ?? []
  if (component !== undefined) return [{ text: component, ...COMPONENT }]
  const [found] = content.matchAll(/<!--|<\/?([a-z][a-z\d]*)[^>]*>?/gi)
  if (found === undefined) return []
  const [text, name = ''] = found
  if (text === '<!--') return [{ text, ...COMMENT }]
  if (!TAGS.has(name.toLowerCase())) return []
  const fact = `тег HTML: на странице встал бы сам текст «${text}»`
  const remedy = 'Пишите разметкой Markdown; если это пример, возьмите его в обратные кавычки.'
  return [{ text, fact, remedy }]
}

const FORBIDDEN = /^(?:javascript|vbscript|file|data):/i

function findLinks(text: string): Stray[] {
  const found = text.matchAll(
    /\]\(([^)\n]*)\)?|\]\[([^\]\n]*)\]|^\[([^\]\n]+)\]:.*|<(\w+:[^>\s]*)>/g,
  )
  return [...found].map(({ 0: whole, 1: address, 2: label, 3: defined, 4: auto }) => {
    const [scheme] = FORBIDDEN.exec((address ?? auto ?? '').trim()) ?? []
    if (scheme !== undefined) {
      const fact = `адрес ${scheme} ни ссылкой, ни картинкой быть не может`
      const remedy = 'Ведите на страницу или на файл рядом с главой: ./имя.svg.'
      return { text: whole, fact, remedy }
    }
    if (label !== undefined) {
      const fact = `у ссылки [${label}] нет адреса`
      return {
        text: whole,
        fact,
        remedy: `Добавьте строку «[${label || 'имя'}]: адрес». ${EXAMPLE}`,
      }
    }
    const what = defined === undefined ? 'ссылка или картинка' : `адрес ссылки [${defined}]`
    const fact = `${what} не читается: на странице встал бы сам этот текст`
    return { text: whole, fact, remedy: `Пробел в адресе пишите как %20. ${EXAMPLE}` }
  })
}

const EXAMPLE = 'Если это не ссылка, возьмите её в обратные кавычки.'

/** The same length, without code and what is escaped. */
function maskCode(source: string): string {
  return source.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, (all) =>
    all.replace(/[^\n]/g, '\0'),
  )
}

function locate(source: string, at: number, first: number, file: string): Place {
  if (at === -1) return { file, line: first + 1, column: 1 }
  const before = source.slice(0, at).split('\n')
  return { file, line: first + before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
