import { format } from 'node:util'
import { TestRunner } from 'vitest'

const WAYS = ['log', 'info', 'debug', 'warn', 'error'] as const

/** So many lines of a check are kept. */
const MOST = 50

/** Notes with the running check what it prints: an author looks for what is wrong in this way. */
export function notePrinted(): void {
  for (const way of WAYS) {
    const print = console[way].bind(console)
    console[way] = (...values: unknown[]) => {
      const meta = TestRunner.getCurrentTest()?.meta
      if (meta === undefined) return print(...values)
      const lines = [...(meta.printed ?? []), ...format(...values).split('\n')]
      meta.printed = lines.length > MOST ? [...lines.slice(0, MOST), '…'] : lines
    }
  }
}
