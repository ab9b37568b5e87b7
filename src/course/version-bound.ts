import type { ConsoleBlock, Problem } from './types.ts'

/** A place in Node's own sources, as a stack has it, and the line that ends the stack. */
const BOUND = /\bnode:[a-z][\w/-]*:\d+|^Node\.js v\d+\.\d+/

/** Would another version of Node print this line otherwise? */
export function isVersionBound(text: string): boolean {
  return BOUND.test(text) || text.includes(process.version)
}

/** What a chapter shows must be true in every version of Node: the first such line of a block. */
export function findVersionBound({ items }: ConsoleBlock): Problem[] {
  const bound = items.find(({ kind, text }) => kind === 'output' && isVersionBound(text))
  return bound === undefined ? [] : [{ place: bound.place, ...describeBound(bound.text) }]
}

export function describeBound(text: string): Pick<Problem, 'fact' | 'remedy'> {
  return {
    fact: `строка «${text.trim()}» говорит о самом Node: в другой его версии она другая`,
    remedy:
      "Пусть программа сама печатает error.message или уберите такие строки: npm run -s … 2>&1 | grep -v 'node:\\|^Node'",
  }
}
