import { isDataName } from '../course/data-file.ts'
import { FOREIGN, findNamedPrograms, PROGRAM } from '../course/named-programs.ts'
import type { Block, Place, Problem } from '../course/types.ts'
import type { Program } from './programs.ts'

/** What an import names that is neither a package nor Node's. */
const RELATIVE = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])((?:\.|\/|file:)[^'"]*)\1/g

/** The programs of the chapter itself that a text names. */
export function findOwnPrograms(text: string): string[] {
  return findNamedPrograms(text).flatMap(({ slug, file }) => (slug === undefined ? [file] : []))
}

/** A program and all those that cannot do without it. */
export function findDependents(file: string, programs: readonly Program[]): Set<string> {
  const found = new Set([file])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const program of programs) {
      if (findOwnPrograms(program.text).some((name) => found.has(name))) found.add(program.file)
    }
  }
  return found
}

const IMPORTABLE = new RegExp(`^(?:\\./|${FOREIGN})${PROGRAM}$`, 'u')

/** Imports that reach out of the course: nothing would notice when what they name changes. */
export function findForeignImports({ place, lines }: Block): Problem[] {
  return lines.flatMap((text, index) =>
    [...text.matchAll(RELATIVE)].flatMap((match) => {
      const [whole, , path = ''] = match
      if (IMPORTABLE.test(path)) return []
      const column = match.index + whole.lastIndexOf(path)
      return [describe(path, { ...place, line: place.line + 1 + index, column })]
    }),
  )
}

function describe(path: string, place: Place): Problem {
  const [, stem] = OWN_STEM.exec(path) ?? []
  if (stem !== undefined) {
    const fact = `у программы в ${path} не то окончание`
    return { place, fact, remedy: `Имя пишут целиком: ${stem}.ts.` }
  }
  if (isDataName(path.replace(/^\.\//, ''))) {
    const fact = `программа ввозит файл ${path}, а ввозят только программы`
    return { place, fact, remedy: `Читайте его: new URL('${path}', import.meta.url).` }
  }
  return {
    place,
    fact: `программа ввозит чужой файл ${path}`,
    remedy:
      'Ввозить можно ./имя.ts своей главы, ../05-глава/имя.ts прежней, live-sockets, модули Node и пакеты.',
  }
}

/** The address of a program but for its end: `./open`, `../05-first-server/open.js`. */
const OWN_STEM = new RegExp(`^((?:\\./|${FOREIGN})[a-z0-9][a-z0-9-]*)(?:\\.[cm]?[jt]sx?)?$`, 'u')
