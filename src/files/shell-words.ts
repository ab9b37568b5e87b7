/** A word of a shell line, as it stands there and as the command gets it. */
export interface ShellWord {
  readonly raw: string
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Where in a shell line something stands: within which quotes, and whether its output is text there. */
export interface Nesting {
  readonly quote: string
  /** In `$(…)` or in back quotes. */
  readonly isSubstituted: boolean
}

export function findNesting(line: string, at: number): Nesting {
  const stack: string[] = []
  for (let i = 0; i < at; i += 1) {
    const char = line[i] ?? ''
    const top = stack.at(-1) ?? ''
    if (top === "'") {
      if (char === "'") stack.pop()
    } else if (char === '\\') i += 1
    else if (char === top && (char === '"' || char === '`')) stack.pop()
    else if (char === '"' || char === '`' || (char === "'" && top !== '"')) stack.push(char)
    else if (char === '$' && line[i + 1] === '(') {
      stack.push('$(')
      i += 1
    } else if (char === ')' && top === '$(') stack.pop()
  }
  const quote = stack.at(-1) ?? ''
  return {
    quote: quote === '$(' ? '' : quote,
    isSubstituted: stack.some((one) => one === '$(' || one === '`'),
  }
}

const REDIRECTION = /\d*(?:&>>?|>\||>>|>&|<&|>|<)[ \t]*[^\s|;&<>()'"`]*/y

/**
 * The words from here on, up to whatever ends a simple command (POSIX, 2.2 and 2.10); redirections
 * among them are passed over.
 */
export function readWords(line: string, start: number, { quote }: Nesting): ShellWord[] {
  const words: ShellWord[] = []
  for (let at = start; ; ) {
    at = passOver(line, at)
    const word = readWord(line, at, quote)
    if (word === undefined) return words
    words.push(word)
    at = word.end
  }
}

function passOver(line: string, start: number): number {
  let at = start
  for (;;) {
    while (line[at] === ' ' || line[at] === '\t') at += 1
    REDIRECTION.lastIndex = at
    const [whole] = REDIRECTION.exec(line) ?? []
    if (whole === undefined) return at
    at += whole.length
  }
}

const ENDS = new Set([...'|;&<>()\n'])

function readWord(line: string, start: number, outer: string): ShellWord | undefined {
  if (line[start] === '#') return undefined
  let text = ''
  let own = ''
  let at = start
  for (; at < line.length; at += 1) {
    const char = line[at] ?? ''
    if (own === '' && (char === outer || ENDS.has(char) || char === ' ' || char === '\t')) break
    if (char === '\\' && own !== "'") {
      at += 1
      text += line[at] ?? ''
    } else if (own !== '' && char === own) own = ''
    else if (own === '' && (char === "'" || char === '"')) own = char
    else text += char
  }
  return at === start ? undefined : { raw: line.slice(start, at), text, start, end: at }
}

/**
 * Does what a command prints go into a pipe or a file?
 * @param at where its redirections may begin
 */
export function isRedirected(line: string, at: number): boolean {
  const behind = readWords(line, at, findNesting(line, at)).at(-1)?.end ?? at
  const end = passOver(line, behind)
  const isPiped = line[end] === '|' && line[end + 1] !== '|'
  // What stands in quotes is no redirection.
  const bare = line.slice(at, end).replace(/'[^']*'|"[^"]*"/g, '_')
  return isPiped || bare.split(/(?=\d*&?[<>])/).some(isOutput)
}

function isOutput(redirection: string): boolean {
  const [, fd = '', sign = '', target = ''] =
    /^(\d*)(&>>?|>\||>>|>&|>)[ \t]*([^\s|;&<>()'"`]*)/.exec(redirection) ?? []
  if (sign === '' || target === '/dev/null') return false
  return sign.startsWith('&') || fd === '' || fd === '1'
}
