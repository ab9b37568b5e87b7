import type { Chapter, Place } from '../../course/types.ts'
import type { Death } from '../vitest/announcement.ts'

/** Why a check failed whose process did not live to tell. */
export function describeDeath(death: Death | undefined): string {
  if (death?.kind !== 'hung') return 'её процесс умер'
  return 'зависла и остановила свой процесс. Блокирующим вызовам место в программах главы, не в проверках'
}

/**
 * Where a check is written by whose title its process was seen last: one that dies at once may take
 * along what it had told vitest of its checks.
 */
export function findWritten({ blocks, file }: Chapter, title: string): Place | undefined {
  const own = title.split(' > ').at(-1) ?? ''
  for (const block of blocks) {
    if (block.kind !== 'check') continue
    for (const [index, line] of block.lines.entries()) {
      const column = line.search(/\btest\b/) + 1
      if (column > 0 && own !== '' && line.includes(own))
        return { file, line: block.place.line + index + 1, column }
    }
  }
  return undefined
}
