import { dirname, join, resolve } from 'node:path'
import { listMentions, type Mentions } from '../course/mentions.ts'
import type { Chapter } from '../course/types.ts'
import { HERE } from '../files/root.ts'

/** What compiling makes of a program's name, or of the path of one: `server.ts` → `server.js`. */
export function compiledName(file: string): string {
  return file.replace(/\.ts$/, '.js')
}

/**
 * Where the compiled program lies.
 * @param home the chapter's folder in `build/`
 * @param file the program as the chapter names it: `server.ts`
 */
export function compiledPath(home: string, file: string): string {
  return join(home, compiledName(file))
}

/** What a chapter says, with what it has borrowed, and where its programs and it itself lie. */
export function locateChapter(
  { blocks, borrowed, file }: Chapter,
  programs: string,
): { readonly mentions: Mentions; readonly programs: string; readonly course: string } {
  const others = borrowed.flatMap(({ parts, data }) => [...parts, ...data])
  const mentions = listMentions([...blocks, ...others])
  return { mentions, programs, course: dirname(resolve(HERE, file)) }
}

/** A program that a scene may run, and the chapter that it is of. */
export interface RunnableProgram {
  readonly chapter: number
  readonly file: string
  /** Where it lies, seen from the folder of the chapter that runs it: `server.ts`, `../05-…/open.ts`. */
  readonly path: string
  /** It is no program but a file beside them: what runs it prints it. */
  readonly isData?: true
}

/** A chapter's own programs and files, and the programs of earlier chapters that it names. */
export function listRunnable(
  { number, borrowed, blocks }: Pick<Chapter, 'number' | 'borrowed' | 'blocks'>,
  files: readonly string[],
): RunnableProgram[] {
  const data = blocks.flatMap((block): RunnableProgram[] => {
    if (block.kind !== 'shown' || block.file === undefined) return []
    return [{ chapter: number, file: block.file, path: block.file, isData: true }]
  })
  const own = [...files.map((file) => ({ chapter: number, file, path: file })), ...data]
  const others = borrowed.filter(({ named }) => named)
  return [
    ...own,
    ...others.map(({ number: chapter, slug, file }) => ({
      chapter,
      file,
      path: `../${slug}/${file}`,
    })),
  ]
}

/** Finds the programs that a scene may run. */
export function createResolver(
  programs: readonly RunnableProgram[],
  home: string,
): (number: number, file: string) => string | undefined {
  return (wanted, file) => {
    const found = programs.find((program) => program.chapter === wanted && program.file === file)
    return found && compiledPath(home, found.path)
  }
}
