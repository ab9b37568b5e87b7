import { basename, dirname, resolve } from 'node:path'
import { ROOT } from '../files/root.ts'
import { quoteWord } from '../files/shell-word.ts'
import { showPath } from './problem.ts'
import type { Place } from './types.ts'

/** Where chapters are looked for unless a command says otherwise. */
export const CHAPTERS = resolve(ROOT, 'chapters')

/**
 * What to type for a command on the course that a folder holds: `npm run bless -- --chapters DIR 1`.
 * @param folder absolute, or as messages name it
 */
export function npmCommand(name: string, folder: string, ...words: readonly string[]): string {
  const own =
    resolve(folder) === CHAPTERS ? [] : ['--', '--chapters', quoteWord(showPath(resolve(folder)))]
  return ['npm run', name, ...own, ...words].join(' ')
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

const COMMAND =
  /\bnpm run (?:-s |--silent )?chapter (?<chapter>\d+) (?<file>[a-z0-9-]+\.ts)\b(?: --(?= |$))?/g

/** The programs of the course that a line of a shell runs. */
export function findChapterCommands(line: string): ChapterCommand[] {
  return [...line.matchAll(COMMAND)].map(({ 0: text, index, groups }) => {
    const { chapter, file = '' } = groups ?? {}
    const words = line.slice(line.indexOf(file, index))
    return { text, chapter: Number(chapter), file, words }
  })
}

/** The line with something else for each of those commands. */
export function replaceChapterCommands(
  line: string,
  replace: (command: ChapterCommand) => string,
): string {
  const commands = findChapterCommands(line)
  return line.replace(COMMAND, (text) => {
    const command = commands.shift()
    return command === undefined ? text : replace(command)
  })
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
