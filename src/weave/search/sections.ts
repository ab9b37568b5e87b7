import type { Token } from 'markdown-it'
import { readContainerTitle } from '../../course/containers.ts'
import type { Block, Chapter } from '../../course/types.ts'
import type { Section } from '../../search/section.ts'
import { DEPTH } from '../prose/containers.ts'
import type { Prose } from '../prose/prose.ts'

/** A chapter's text cut at its headings, without the markup; and each word that it explains. */
export function readSections(chapter: Chapter, { tokens, terms }: Prose): Section[] {
  const title = `${chapter.number}. ${chapter.title}`
  const page = `${encodeURI(chapter.slug)}.html`
  const address = (anchor: string) => `${page}#${encodeURIComponent(anchor)}`
  const cuts = cutAtHeadings(tokens)
  const locate = ({ heading, anchor }: Cut) => (heading === '' ? page : address(anchor))
  const sections = cuts.map((cut) => ({
    address: locate(cut),
    chapter: title,
    heading: cut.heading,
    bold: cut.tokens.flatMap(readBold).join(' '),
    prose: cut.tokens.flatMap(readProse).join(' '),
    code: cut.tokens.flatMap((token) => readCode(token, chapter)).join('\n'),
  }))
  const meanings = terms.map(({ term, anchor }) => ({
    address: address(anchor),
    within: locate(cuts.find((cut) => holds(cut, anchor)) ?? (cuts[0] as Cut)),
    chapter: title,
    heading: term.word,
    bold: '',
    prose: term.meaning,
    code: '',
  }))
  return [...sections, ...meanings]
}

interface Cut {
  readonly anchor: string
  readonly heading: string
  readonly tokens: Token[]
}

/** Depth is a section inside another one, which goes on behind it. */
function cutAtHeadings(tokens: readonly Token[]): Cut[] {
  const first: Cut = { anchor: '', heading: '', tokens: [] }
  const cuts = [first]
  let [current, around] = [first, first]
  const begin = (cut: Cut) => {
    cuts.push(cut)
    current = cut
  }
  tokens.forEach((token, index) => {
    const isHeading = token.type === 'heading_open' && token.tag !== 'h1'
    if (isHeading) begin(openCut(token, readText(tokens[index + 1])))
    else if (token.type === DEPTH) {
      around = current
      begin(openCut(token, readContainerTitle(token)))
    } else if (token.type === DEPTH.replace('open', 'close')) current = around
    else if (tokens[index - 1]?.type !== 'heading_open') current.tokens.push(token)
  })
  return cuts.filter((cut) => cut.heading !== '' || cut.tokens.some(({ content }) => content))
}

/** Whether the word that has this anchor stands there. */
function holds({ tokens }: Cut, anchor: string): boolean {
  return tokens.some(({ children }) => children?.some((one) => one.attrGet('id') === anchor))
}

function openCut(open: Token, heading: string): Cut {
  return { anchor: String(open.attrGet('id') ?? ''), heading, tokens: [] }
}

function readProse(token: Token): string[] {
  if (token.type === 'container_вопрос_open') return [readContainerTitle(token)]
  return token.type === 'inline' ? [readText(token)] : []
}

function readBold({ children }: Token): string[] {
  const words = (children ?? []).flatMap((child, index, all) =>
    child.type === 'strong_open' ? [all[index + 1]?.content ?? ''] : [],
  )
  return words.filter((word) => !REFRAIN.has(word))
}

/** What every experiment is told with says nothing of this one. */
const REFRAIN = new Set(['Часто пишут', 'Проверим', 'На самом деле'])

function readText(inline: Token | undefined): string {
  const read = ({ type, content }: Token) => (type === 'softbreak' ? ' ' : content)
  return (inline?.children ?? []).map(read).join('').replaceAll('\u00A0', ' ').trim()
}

/** What the reader sees of a fence at first sight; checks and solutions are folded. */
function readCode({ type, map }: Token, { blocks }: Chapter): string[] {
  if (type !== 'fence') return []
  const block = blocks.find(({ place }) => place.line === (map?.[0] ?? 0) + 1)
  return block === undefined || !SEEN.has(block.kind) ? [] : [block.lines.join('\n').trim()]
}

const SEEN: ReadonlySet<Block['kind']> = new Set(['program', 'console', 'shown', 'error'])
