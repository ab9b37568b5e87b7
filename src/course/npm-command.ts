import { basename, dirname, relative, resolve } from 'node:path'
import { HERE, ROOT } from '../files/root.ts'
import { quoteWord } from '../files/shell-word.ts'
import { readNpmCalls, readProgramCall } from './npm-call.ts'
import { showPath } from './problem.ts'
import type { Place } from './types.ts'

/** Where chapters are looked for unless a command says otherwise. */
export const CHAPTERS = resolve(ROOT, 'chapters')

/**
 * What to type for a command on the course that a folder holds: `npm run bless -- --chapters DIR 1`.
 * @param folder absolute, or as messages name it
 */
export function npmCommand(name: string, folder: string, ...words: readonly string[]): string {
  return compose(name, resolve(HERE, folder), showPath, words)
}

/** The same on a page: a reader types it in the repository, and the course may lie beside that. */
export function npmCommandOnPage(
  name: string,
  folder: string,
  ...words: readonly string[]
): string {
  return compose(name, resolve(folder), (path) => relative(ROOT, path), words)
}

function compose(
  name: string,
  path: string,
  show: (path: string) => string,
  words: readonly string[],
): string {
  const own = path === CHAPTERS ? [] : ['--', '--chapters', quoteWord(show(path))]
  return ['npm run', name, ...own, ...words].join(' ')
}

/** A line of a terminal as the reader of a page has to type it: the course may not be the one here. */
export function typedOnPage(line: string, folder: string): string {
  if (resolve(folder) === CHAPTERS) return line
  return replaceChapterCommands(line, ({ text, chapter, file }) => {
    const whole = npmCommandOnPage('chapter', folder, String(chapter), file)
    const isSilent = readNpmCalls(text).some((call) => call.isSilent)
    return isSilent ? whole.replace(/^npm run /, '$&-s ') : whole
  })
}

/** The same on the chapter where something stands. */
export function npmCommandAt(name: string, { file }: Place): string {
  const digits = /^(\d+)-/.exec(basename(file))?.[1]
  return npmCommand(name, dirname(file), ...(digits === undefined ? [] : [String(Number(digits))]))
}

/** `npm run chapter 4 server.ts` as it stands in a line of a terminal. */
interface ChapterCommand {
  /** From `npm` to the program, and the `--` behind it. */
  readonly text: string
  readonly chapter: number
  readonly file: string
  /** The program and all that stands behind it. */
  readonly words: string
}

/** The programs of the course that a line of a shell runs. */
export function findChapterCommands(line: string): ChapterCommand[] {
  return findCalls(line).map(({ command }) => command)
}

function findCalls(line: string) {
  return readNpmCalls(line).flatMap((call) => {
    const program = readProgramCall(call)
    if (program === undefined) return []
    const { chapter, file } = program
    const dashes =
      call.dashes !== undefined && call.dashes.start > file.end ? call.dashes : undefined
    const command: ChapterCommand = {
      text: line.slice(call.start, dashes?.start === file.end + 1 ? dashes.end : file.end),
      chapter: Number(chapter.text),
      file: file.text,
      words: line.slice(file.start),
    }
    const behind = dashes ?? { start: call.end, end: call.end }
    const words = line.slice(file.end, behind.start).trimEnd() + line.slice(behind.end, call.end)
    return [{ ...call, command, given: words }]
  })
}

/** The line with something else for each of those commands; what their programs get stays. */
export function replaceChapterCommands(
  line: string,
  replace: (command: ChapterCommand) => string,
): string {
  let [made, last] = ['', 0]
  for (const { start, end, command, given } of findCalls(line)) {
    made += line.slice(last, start) + replace(command) + given
    last = end
  }
  return made + line.slice(last)
}

const NEARLY =
  /\bnpm (?:run|run-script) (?:-s |--silent )?chapter\s+(?:--\s+)?(?<chapter>\d+)\s+(?:--\s+)?['"]?(?<name>\S*?(?<stem>[\w-]+)\.[cm]?[jt]s)\b/gi

/** What is meant to run a program and would not: `npm run chapter 4 ./server.ts`. */
export function findOddCommands(line: string): { readonly name: string; readonly meant: string }[] {
  const rest = replaceChapterCommands(line, () => '')
  return Array.from(rest.matchAll(NEARLY), ({ groups }) => {
    const { chapter, name = '', stem = '' } = groups ?? {}
    return { name, meant: `npm run chapter ${Number(chapter)} ${stem.toLowerCase()}.ts` }
  })
}
