import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

const known = new Map<string, { readonly stamp: string; readonly digest: string }>()

/** What a file holds, or nothing; one that has not been touched is read once. */
export function digestFile(path: string): string {
  try {
    const { size, mtimeMs, ino } = statSync(path)
    const stamp = `${ino} ${size} ${mtimeMs}`
    const seen = known.get(path)
    if (seen?.stamp === stamp) return seen.digest
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
    known.set(path, { stamp, digest })
    return digest
  } catch {
    return ''
  }
}
