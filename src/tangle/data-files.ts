import type { Chapter } from '../course/types.ts'

/** A file that a chapter declares, exactly as it stands there. */
export interface DataFile {
  readonly file: string
  readonly text: string
}

/** The files that a chapter's programs need beside them; pieces with one name go together. */
export function tangleData({ blocks }: Chapter): DataFile[] {
  const texts = new Map<string, string>()
  for (const block of blocks) {
    if (block.kind !== 'shown' || block.file === undefined) continue
    const text = block.lines.map((line) => `${line}\n`).join('')
    texts.set(block.file, (texts.get(block.file) ?? '') + text)
  }
  return [...texts].map(([file, text]) => ({ file, text }))
}
