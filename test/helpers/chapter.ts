import { readCourse } from '../../src/course/load.ts'
import { parseChapter } from '../../src/course/parse.ts'
import { formatProblem } from '../../src/course/problem.ts'
import type { Block, Chapter, Problem } from '../../src/course/types.ts'

type Kind = Block['kind']
type BlockOf<K extends Kind> = Extract<Block, { kind: K }>

/** A chapter from its text alone, with what is wrong with it. */
export function parse(raw: string): { chapter: Chapter; problems: Problem[] } {
  const [slug, file] = ['03-case', 'chapters/03-case.md']
  return parseChapter({ number: 3, slug, file, path: `/course/${file}`, raw })
}

/** The chapter of a text with which nothing is wrong. */
export function parseSound(raw: string): Chapter {
  const { chapter, problems } = parse(raw)
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'))
  return chapter
}

/** `line:column fact`, in the order of complaint. */
export function complaints(raw: string): string[] {
  return parse(raw).problems.map(({ place, fact }) => `${place.line}:${place.column} ${fact}`)
}

/** The blocks of one kind. */
export function blocksOf<K extends Kind>(chapter: Chapter, kind: K): BlockOf<K>[] {
  return chapter.blocks.filter((block): block is BlockOf<K> => block.kind === kind)
}

/** A fence of its own, with what it holds. */
export function fence(info: string, ...lines: string[]): string {
  return [`\`\`\`${info}`, ...lines, '```', ''].join('\n')
}

/** Everything wrong with a fixture course, in the words of the message. */
export async function readComplaints(folder: string): Promise<string[]> {
  const { problems } = await readCourse(folder)
  return problems.map(formatProblem)
}
