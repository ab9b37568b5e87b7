import { join } from 'node:path'
import type { Chapter } from '../course/types.ts'

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

/** A program that a scene may run, and the chapter that it is of. */
export interface RunnableProgram {
  readonly chapter: number
  readonly file: string
  /** Where it lies, seen from the folder of the chapter that runs it: `server.ts`, `../05-…/open.ts`. */
  readonly path: string
}

/** A chapter's own programs, and those of earlier chapters that it names. */
export function listRunnable(
  { number, borrowed }: Pick<Chapter, 'number' | 'borrowed'>,
  files: readonly string[],
): RunnableProgram[] {
  const own = files.map((file) => ({ chapter: number, file, path: file }))
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
