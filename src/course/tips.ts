import type { Block, Chapter, CheckBlock, ProgramBlock, SolutionBlock } from './types.ts'

/** What the compiler knows of the names in a chapter's code. */
export interface Tips {
  /** Each of them once, in the order of first use. */
  readonly tips: readonly Tip[]
  /** For each block of code, in order, its lines. */
  readonly blocks: readonly (readonly TipLine[])[]
}

/** What a name means. */
export interface Tip {
  /** `(method) Socket.accept(): Socket<InetAddress>` */
  readonly signature: string
  /** The first sentence of its doc comment, when the course itself has written it. */
  readonly doc?: string
}

/** For each word of a line, the number of its tip, from 1; 0 has nothing to tell. */
export type TipLine = readonly number[]

/** A word of code: most are names, some are keywords, or stand in comments. */
export interface Word {
  /** The column, from 0. */
  readonly at: number
  readonly text: string
}

/** The words of a line, the same for the build and for the browser. */
export function findWords(line: string): Word[] {
  const found = line.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu)
  return Array.from(found, ({ 0: text, index: at }) => ({ at, text }))
}

export type CodeBlock = ProgramBlock | CheckBlock | SolutionBlock

/** The blocks whose names have tips. */
export function listCode({ blocks }: Chapter): CodeBlock[] {
  return blocks.filter(isCode)
}

function isCode(block: Block): block is CodeBlock {
  return ['program', 'check', 'solution'].includes(block.kind)
}
