import { join } from 'node:path'

/**
 * Where the compiled program lies.
 * @param home the chapter's folder in `build/`
 * @param file the program as the chapter names it: `server.ts`
 */
export function compiledPath(home: string, file: string): string {
  return join(home, file.replace(/\.ts$/, '.js'))
}

/** Finds the programs that a scene may run: its own chapter's. */
export function createResolver(
  number: number,
  files: readonly string[],
  home: string,
): (number: number, file: string) => string | undefined {
  return (wanted, file) =>
    wanted === number && files.includes(file) ? compiledPath(home, file) : undefined
}
