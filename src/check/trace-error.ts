import type { Trouble } from './chapter-results.ts'

/** An error outside of any test, with the chapters' lines that its stack names. */
export function traceError({ message, stack = '' }: Error): Trouble {
  const frames = stack.matchAll(/(\/[^\s():]+\.md):(\d+):(\d+)/g)
  return {
    message,
    stacks: [...frames].map(([, file = '', line, column]) => ({
      file,
      line: Number(line),
      column: Number(column),
    })),
  }
}
