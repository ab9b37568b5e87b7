/** Words of the shell itself, after which a command follows. */
const keywords = new Set([
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

/** `2>&1`, `&>file`, `<&3`, `>> file`: what they hold is no command, and their `&` ends none. */
const REDIRECTION = /(?:(?<![^\s;|&(])\d+)?(?:&>>?|<<[<-]?|<>|[<>]&|>>|>\||[<>])\s*[^\s;|&<>()]*/g

/**
 * The first word of each part of a shell line, for a name under a picture or in a message: what
 * the shell really makes of it, only the shell can say.
 */
export function listCommands(line: string): string[] {
  return maskQuotes(line)
    .replace(REDIRECTION, ' ')
    .split(/\|\|?|&&?|;/)
    .flatMap((part) => {
      const words = part.trim().split(/\s+/)
      const name = words.find((word) => !/^\w+=/.test(word) && !keywords.has(word))
      return name !== undefined && /^[\w./+-]+$/.test(name) ? [name] : []
    })
}

/** The command of a line that has but one, with nothing that needs a shell to stay. */
export function findOnlyCommand(line: string): string | undefined {
  const bare = maskQuotes(line)
  if (/[|&;<>()`#\n]/.test(bare)) return undefined
  return bare.split(/\s+/).find((word) => !/^\w+=/.test(word))
}

/** What stands in quotes is never a command. */
function maskQuotes(line: string): string {
  return line.replace(/'[^']*'|"(?:\\.|[^"\\])*"/g, '_')
}
