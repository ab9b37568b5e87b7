/** The line that is typed when no program runs: letters, Backspace, arrows up and down, Enter. */
export interface Line {
  prompt(): void
  type(data: string): void
}

/**
 * @param known commands that the arrow up finds first
 * @param write shows it
 * @param enter takes a line that is not empty
 */
export function createLine(
  known: readonly string[],
  write: (text: string) => void,
  enter: (text: string) => void,
): Line {
  // The first of the chapter's commands is the nearest.
  const history = [...known].reverse()
  let text = ''
  let at = history.length
  const replace = (fresh: string) => {
    text = fresh
    write(`\r\x1b[K\x1b[32m$\x1b[0m ${text}`)
  }
  const recall = (step: number) => {
    at = Math.min(history.length, Math.max(0, at + step))
    replace(history[at] ?? '')
  }
  const press = (key: string) => {
    if (key === '\r') {
      const line = text.trim()
      text = ''
      write('\r\n')
      if (line === '') return prompt()
      history.push(line)
      at = history.length
      enter(line)
    } else if (key === '\x7f') replace([...text].slice(0, -1).join(''))
    else if (key === '\x03') {
      text = ''
      write('^C\r\n')
      prompt()
    } else if (key >= ' ') replace(text + key)
  }
  const prompt = () => write('\x1b[32m$\x1b[0m ')
  return {
    prompt,
    type(data) {
      if (data === '\x1b[A') recall(-1)
      else if (data === '\x1b[B') recall(1)
      else if (!data.startsWith('\x1b')) for (const key of data) press(key)
    },
  }
}
