import { findExecutable } from './executable.ts'

/** Words of the shell itself, after which a command follows. */
const KEYWORDS = new Set([
  'do',
  'else',
  'exec',
  'if',
  'then',
  'time',
  'until',
  'while',
  '!',
  '{',
  '(',
])

/** Commands of the shell itself. */
const BUILTINS = new Set(
  '. : [ alias break cd command continue done echo esac eval exit export fi for kill printf pwd read return set shift sleep test trap true false type ulimit umask unset wait case }'.split(
    ' ',
  ),
)

/** The first outside command of a shell line that is not installed here. */
export function findMissingCommand(line: string): string | undefined {
  return listCommands(line).find((name) => findExecutable(name) === undefined)
}

/** `2>&1`, `&>file`, `<&3`, `>> file`: what they hold is no command, and their `&` ends none. */
const REDIRECTION = /(?:(?<![^\s;|&(])\d+)?(?:&>>?|<<[<-]?|<>|[<>]&|>>|>\||[<>])\s*[^\s;|&<>()]*/g

/** The first word of each part of a shell line: enough for the lines of a course. */
export function listCommands(line: string): string[] {
  return maskQuotes(line)
    .replace(REDIRECTION, ' ')
    .split(/\|\|?|&&?|;/)
    .flatMap((part) => {
      const words = part.trim().split(/\s+/)
      const name = words.find((word) => !/^\w+=/.test(word) && !KEYWORDS.has(word))
      return name !== undefined && isOutside(name) ? [name] : []
    })
}

/** Is it one outside command, with nothing that needs a shell to stay? */
export function isSimpleCommand(line: string): boolean {
  const bare = maskQuotes(line)
  const name = bare.split(/\s+/).find((word) => !/^\w+=/.test(word)) ?? ''
  return !/[|&;<>()`\n]/.test(bare) && !KEYWORDS.has(name) && isOutside(name)
}

/** What stands in quotes is never a command. */
function maskQuotes(line: string): string {
  return line.replace(/'[^']*'|"(?:\\.|[^"\\])*"/g, '_')
}

function isOutside(name: string): boolean {
  return /^[\w./+-]+$/.test(name) && !BUILTINS.has(name)
}
