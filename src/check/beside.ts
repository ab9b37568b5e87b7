import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { Chapter } from '../course/types.ts'
import { listTree } from '../files/list-tree.ts'
import { HERE } from '../files/root.ts'

/** Drawings change often, and a program that reads one says so. */
const DRAWING = /\.(?:svg|png|jpe?g|gif|webp|avif|ico)$/i

/**
 * What lies beside a chapter and its programs may read, whoever it belongs to: names and contents.
 * Other chapters and drawings count only where the chapter's code could mean them.
 */
export function describeBeside({ file, blocks }: Chapter): string {
  const folder = dirname(resolve(HERE, file))
  const code = blocks.map(({ lines }) => lines.join('\n')).join('\n')
  const isGlobbed = blocks.some(({ kind, lines }) => {
    return kind === 'console' && lines.some((line) => /^\$ .*\*/.test(line))
  })
  const meant = (path: string) => {
    if (path.endsWith('.md')) return /\.md(?!:\d)\b/.test(code)
    const [drawing] = DRAWING.exec(path) ?? []
    return drawing === undefined || isGlobbed || code.includes(drawing)
  }
  const { files } = listTree([folder])
  return files
    .filter(meant)
    .map((path) => `${relative(folder, path)} ${digestFile(path)}`)
    .join('\n')
}

const known = new Map<string, { readonly stamp: string; readonly digest: string }>()

/** A file that has not been touched is read once. */
function digestFile(path: string): string {
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
