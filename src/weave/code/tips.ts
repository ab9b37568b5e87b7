import { gzipSync } from 'node:zlib'
import { type CodeBlock, listCode, type Tip, type Tips } from '../../course/tips.ts'
import type { Chapter } from '../../course/types.ts'
import { type Companion, nameCompanion } from '../addresses.ts'
import { createTable, type TipTable } from './tip-table.ts'

/** A page's types, gzipped, in bytes: while they are heavier, those that say least are left out. */
const BUDGET = 5 * 1024

/**
 * The types of names in a chapter's code, as scripts beside its pages. What is not known tells
 * nothing, but the script is there: an older one must not stay in its place.
 */
export function renderTips(chapter: Chapter, tips: Tips = NONE): Record<string, string> {
  const code = listCode(chapter)
  const scripts = Object.entries(SCRIPTS).flatMap(([companion, isShown]) =>
    code.some(isShown)
      ? [[nameCompanion(chapter.slug, companion as Companion), writeLight(chapter, tips, isShown)]]
      : [],
  )
  return Object.fromEntries(scripts)
}

const SCRIPTS = {
  types: ({ kind }: CodeBlock) => kind === 'program',
  checkTypes: ({ kind }: CodeBlock) => kind !== 'program',
} as const

const NONE: Tips = { tips: [], blocks: [] }

function writeLight(chapter: Chapter, tips: Tips, isShown: (block: CodeBlock) => boolean): string {
  let script = ''
  for (const isKept of LEVELS) {
    script = writeTable(createTable(chapter, tips, isShown, isKept))
    if (gzipSync(script).length <= BUDGET) break
  }
  return script
}

type Choice = (tip: Tip) => boolean

/** What is no function and has no doc: the text around it says most of it. */
const isValue: Choice = ({ signature, doc }) =>
  doc === undefined && /^(const|let|var|using|await using|\(\w+\)) [^(]*: (?!.*=>)/.test(signature)
const isPlain: Choice = (tip) =>
  isValue(tip) && /: (string|number|boolean|undefined|\d+|"[^"]*")$/.test(tip.signature)

/** Ever less is kept. */
const LEVELS: readonly Choice[] = [() => true, (tip) => !isPlain(tip), (tip) => !isValue(tip)]

/** A classic script, since pages opened from the disk may load nothing else. */
function writeTable(table: TipTable): string {
  return `liveTypes.open(${JSON.stringify(table)})\n`
}
