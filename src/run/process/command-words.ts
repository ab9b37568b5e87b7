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

/** Tools that start another: their words are commands as well. */
const LAUNCHERS =
  'chroot|command|env|exec|flock|nice|nohup|setsid|stdbuf|strace|sudo|time|timeout|unshare|watch|xargs'

/** Shells, and what hands a text in quotes to one. */
const RUNS_TEXT = /(?<![\w./-])(?:(?:a|ba|da|k|z)?sh|eval|trap|watch|su|ssh|expect)(?![\w./-])/

/**
 * Could this line itself have called this command? Then it stands there where a command does, or
 * behind a tool that starts others; what a program prints calls nothing.
 */
export function mayCall(line: string, name: string): boolean {
  // In quotes stand commands only where a shell reads them again.
  const text = RUNS_TEXT.test(line) ? line.replace(/["']/g, '\n') : maskText(line)
  const word = `${quotePattern(name)}(?![^\\s|;&<>()\`'"])`
  const start =
    '(?:^|[|;&({`\\n!]|(?<![\\w-])(?:do|then|else|elif|if|while|until|time|eval|exec)\\s)'
  const set = '\\s*(?:\\w+=\\S*\\s+|\\d*[<>]+&?\\s*\\S+\\s+)*'
  const launched = `(?<![\\w./-])(?:${LAUNCHERS})(?=\\s)[^|;&\\n]*\\s`
  return new RegExp(`${start}${set}${word}|${launched}${word}`, 'u').test(text)
}

/** Matches the text itself. */
export function quotePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** What double quotes hold is substituted all the same. */
function maskText(line: string): string {
  return line.replace(/'[^']*'|"(?:\\.|[^"\\])*"/g, (all) =>
    all.startsWith('"') && /\$\(|`/.test(all) ? all.replace(/^"[^$`]*|"/g, '_') : '_',
  )
}
