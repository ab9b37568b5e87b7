import type { Block, Place, Problem } from '../course/types.ts'
import type { Program } from './programs.ts'

/** A quoted `./name.ts`: an import, or the file of a thread or a process; what Node itself starts is
 * the compiled `./name.js`. */
const SIBLING = /['"`]\.\/([a-z0-9][a-z0-9-]*)\.[jt]s['"`]/g

/** What an import names that is neither a package nor Node's. */
const RELATIVE = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])((?:\.|\/|file:)[^'"]*)\1/g

/** The programs of the chapter that a text names. */
export function findNamedPrograms(text: string): string[] {
  return [...text.matchAll(SIBLING)].map(([, name = '']) => `${name}.ts`)
}

/** A program and all those that cannot do without it. */
export function findDependents(file: string, programs: readonly Program[]): Set<string> {
  const found = new Set([file])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const program of programs) {
      if (findNamedPrograms(program.text).some((name) => found.has(name))) found.add(program.file)
    }
  }
  return found
}

/** Imports that reach out of the chapter: nothing would notice when what they name changes. */
export function findForeignImports({ place, lines }: Block): Problem[] {
  return lines.flatMap((text, index) =>
    [...text.matchAll(RELATIVE)].flatMap((match) => {
      const [whole, , path = ''] = match
      if (/^\.\/[a-z0-9][a-z0-9-]*\.ts$/.test(path)) return []
      const column = match.index + whole.lastIndexOf(path)
      return [describe(path, { ...place, line: place.line + 1 + index, column })]
    }),
  )
}

function describe(path: string, place: Place): Problem {
  return {
    place,
    fact: `программа ввозит чужой файл ${path}`,
    remedy: 'Ввозить можно ./имя.ts своей главы, live-sockets, модули Node и пакеты.',
  }
}
