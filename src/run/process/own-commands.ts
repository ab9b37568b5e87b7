/** A simple command that the shell of a line runs itself: in no pipe, no `( … )`, no background. */
export interface OwnCommand {
  /** As they stand, quotes and all; of a function's definition its name and `()`. */
  readonly words: readonly string[]
  readonly start: number
}

interface Draft extends OwnCommand {
  isOwn: boolean
}

/** What is being read: where its list and its part of a pipe have begun. */
interface Frame {
  list: number
  part: number
  isPiped: boolean
}

const OPENING = new Set(['{', 'if', 'while', 'until', 'for', 'case'])
const CLOSING = new Set(['}', 'fi', 'done', 'esac'])
const BETWEEN = new Set(['!', 'then', 'else', 'elif', 'do', 'time'])
/** After these comes no command, but a name. */
const NAMING = new Set(['for', 'case'])

const OPERATOR = /&&|\|\||\|&|;;|[|;&\n()]/y
const REDIRECTION = /\d*(?:&>>?|>\||>>|>&|<<[<-]?|<>|<&|>|<)[ \t]*/y

/** The commands of a line whose doings stay in its shell (POSIX, 2.9 and 2.12). */
export function readOwnCommands(line: string): OwnCommand[] {
  const commands: Draft[] = []
  const frames: Frame[] = [{ list: 0, part: 0, isPiped: false }]
  let words: string[] = []
  let start = 0
  const disown = (from: number) => {
    for (const one of commands.slice(from)) one.isOwn = false
  }
  const end = () => {
    if (words.length > 0) commands.push({ words, start, isOwn: true })
    words = []
  }
  const separate = (operator: string) => {
    end()
    const frame = frames.at(-1)
    if (frame === undefined) return
    const isPipe = operator === '|' || operator === '|&'
    if (isPipe || frame.isPiped) disown(frame.part)
    if (operator === '&') disown(frame.list)
    frame.part = commands.length
    frame.isPiped = isPipe
    if (!isPipe && operator !== '&&' && operator !== '||') frame.list = commands.length
  }
  for (let at = 0; at < line.length; ) {
    if (line[at] === ' ' || line[at] === '\t') {
      at += 1
      continue
    }
    if (line[at] === '#') break
    const redirection = match(REDIRECTION, line, at)
    if (redirection !== '') {
      at = passWord(line, at + redirection.length)
      continue
    }
    const operator = match(OPERATOR, line, at)
    if (operator === '(') {
      const close = passNested(line, at + 1, ')')
      const isDefinition = words.length === 1 && /^\s*$/.test(line.slice(at + 1, close - 1))
      if (isDefinition) words.push('()')
      if (isDefinition) end()
      at = close
    } else if (operator === ')') {
      // A pattern of `case` is no command.
      words = []
      at += 1
    } else if (operator !== '') {
      separate(operator)
      at += operator.length
    } else {
      const next = passWord(line, at)
      const word = line.slice(at, next)
      if (words.length === 0) start = at
      if (words.length === 0 && OPENING.has(word)) {
        frames.push({ list: commands.length, part: commands.length, isPiped: false })
        if (NAMING.has(word)) words.push(word)
      } else if (words.length === 0 && CLOSING.has(word)) {
        separate(';')
        if (frames.length > 1) frames.pop()
      } else if (words.length > 0 || !BETWEEN.has(word)) words.push(word)
      at = Math.max(next, at + 1)
    }
  }
  while (frames.length > 0) {
    separate(';')
    frames.pop()
  }
  return commands.filter(({ isOwn }) => isOwn).map(({ words, start }) => ({ words, start }))
}

function match(pattern: RegExp, line: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(line)?.[0] ?? ''
}

/** Behind the word that begins here, whatever its quotes and substitutions hold. */
function passWord(line: string, start: number): number {
  let at = start
  while (at < line.length && !/[\s|;&<>()]/.test(line[at] ?? '')) at = passUnit(line, at)
  return at
}

/** Behind one letter, or all that is quoted or substituted there. */
function passUnit(line: string, at: number): number {
  const char = line[at]
  if (char === '\\') return at + 2
  if (char === "'") return passTo(line, at + 1, "'")
  if (char === '"' || char === '`') return passNested(line, at + 1, char)
  if (char === '$' && line[at + 1] === '(') return passNested(line, at + 2, ')')
  if (char === '$' && line[at + 1] === '{') return passNested(line, at + 2, '}')
  return at + 1
}

function passTo(line: string, at: number, end: string): number {
  const found = line.indexOf(end, at)
  return found === -1 ? line.length : found + 1
}

function passNested(line: string, start: number, end: string): number {
  let at = start
  while (at < line.length && line[at] !== end) {
    // Within double quotes an apostrophe is a letter.
    if (end === '"' && line[at] === "'") at += 1
    else if (end === ')' && line[at] === '(') at = passNested(line, at + 1, ')')
    else at = passUnit(line, at)
  }
  return Math.min(at + 1, line.length)
}
