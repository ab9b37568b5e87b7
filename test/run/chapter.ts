import path from 'node:path'
import { parseChapter } from '../../src/course/parse.ts'
import { formatProblem } from '../../src/course/problem.ts'
import type { Chapter, Scene } from '../../src/course/types.ts'
import type { SceneContext } from '../../src/run/scene/stage.ts'

export const programs = path.join(import.meta.dirname, 'programs')

export const root = path.join(import.meta.dirname, '../..')

/** The scenes of a chapter called 07-test.md; its programs are those of `programs/`. */
export const context: SceneContext = {
  root,
  resolveProgram: (_, file) => path.join(programs, file.replace(/\.ts$/, '.js')),
}

/** The first line is the heading, line 1; the second is empty. */
export function writeChapter(body: string): string {
  return `# Проба\n\n${body}\n`
}

export function readTestChapter(raw: string): Chapter {
  const file = 'chapters/07-test.md'
  const { chapter, problems } = parseChapter({ number: 7, slug: '07-test', file, path: file, raw })
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'))
  return chapter
}

/** The one scene of these console blocks. */
export function readScene(body: string): Scene {
  const [scene, another] = readTestChapter(writeChapter(body)).scenes
  if (scene === undefined || another !== undefined) throw new Error('not one scene')
  return scene
}

/** A console block for each terminal. */
export function consoles(...blocks: (string | { info: string; text: string })[]): string {
  return blocks
    .map((block) => (typeof block === 'string' ? { info: '', text: block } : block))
    .map(({ info, text }) => `\`\`\`console ${info}\n${text}\n\`\`\``)
    .join('\n\n')
}
