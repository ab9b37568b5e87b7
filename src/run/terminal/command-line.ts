import { judgeNpmCalls } from '../../course/npm-call.ts'
import { replaceChapterCommands } from '../../course/npm-command.ts'
import type { Problem } from '../../course/types.ts'
import { quoteWord } from '../../files/shell-word.ts'
import { askShell } from '../process/ask-shell.ts'
import { findOnlyCommand } from '../process/command-words.ts'

/** What to start for a line after `$ `. */
interface CommandLine {
  readonly argv: readonly string[]
  /** Programs of the course that the line names and that do not exist. */
  readonly unknown: readonly { readonly chapter: number; readonly file: string }[]
  /** What the reader's own npm would make otherwise. */
  readonly refused: readonly Pick<Problem, 'fact' | 'remedy'>[]
}

export type ResolveProgram = (chapter: number, file: string) => string | undefined

/**
 * A shell reads the line as the reader's would; only `npm run chapter N program.ts` in it becomes
 * what npm would start in the end.
 * @param variables for the environment of the course's programs, and of no other
 */
export function parseCommandLine(
  text: string,
  resolveProgram: ResolveProgram,
  variables: Readonly<Record<string, string>> = {},
): CommandLine {
  const node = [...setVariables(variables), process.execPath, '--enable-source-maps']
  const unknown: { chapter: number; file: string }[] = []
  const line = replaceChapterCommands(text, ({ text: whole, chapter, file }) => {
    const program = resolveProgram(chapter, file)
    if (program?.endsWith('.js')) return [...node, program].map(quoteWord).join(' ')
    // Of what is no program only the text is printed.
    if (program !== undefined) return ['cat', program].map(quoteWord).join(' ')
    unknown.push({ chapter, file })
    return whole
  })
  const command = isSimple(text) ? takePlace(line) : line
  return { argv: ['/bin/sh', '-c', command], unknown, refused: judgeNpmCalls(text) }
}

/** One outside command may take the place of the shell; what the shell itself does may not. */
function isSimple(text: string): boolean {
  const command = findOnlyCommand(text)
  return command !== undefined && askShell(command) === 'program'
}

/**
 * The command takes the shell's place, so that signals and its status are its own. A variable set
 * in front of `exec` is the command's (POSIX, 2.14 Special Built-In Utilities).
 */
function takePlace(line: string): string {
  return line.replace(/^((?:\w+=(?:'[^']*'|"[^"]*"|\S)*\s+)*)/, '$1exec ')
}

/** env(1): it may stand wherever a command may, also behind `timeout 5`. */
function setVariables(variables: Readonly<Record<string, string>>): string[] {
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  return settings.length === 0 ? [] : ['env', ...settings]
}
