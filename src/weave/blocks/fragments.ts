import { nameBlock, nameBorrowed } from '../addresses.ts'
import type { Html } from '../html.ts'
import { renderWholeBorrowed } from './borrowed.ts'
import { CHECKED, renderCheckedList } from './checked.ts'
import type { ChapterContext } from './context.ts'
import { endLine, renderPre } from './figure.ts'
import { renderMessages } from './mutant.ts'

/** What a fold of the chapter's page holds: its id → its content. */
export type Fragments = ReadonlyMap<string, Html>

export function collectFragments({ chapter, evidence, paint }: ChapterContext): Fragments {
  const fragments = new Map<string, Html>()
  for (const block of chapter.blocks) {
    const lines = (paint.get(block) ?? []).map(endLine)
    const broken = evidence?.mutants.find((m) => block.kind === 'mutant' && m.name === block.name)
    if (block.kind === 'check' || block.kind === 'solution')
      fragments.set(nameBlock(block), renderPre(lines))
    if (broken !== undefined) fragments.set(nameBlock(block), renderMessages(broken))
  }
  for (const one of chapter.borrowed.filter(({ named }) => named)) {
    fragments.set(nameBorrowed(one), renderWholeBorrowed(one, paint))
  }
  if (fragments.size > 0) fragments.set(CHECKED, renderCheckedList(chapter, evidence))
  return fragments
}

/** A classic script, since pages opened from the disk may load nothing else. */
export function writeFragments(fragments: Fragments): string {
  const entries = [...fragments].map(([id, { html }]) => [id, html])
  return `addFragments(${JSON.stringify(Object.fromEntries(entries))})\n`
}
