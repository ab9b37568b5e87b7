import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Chapter } from '../course/types.ts'
import { listTree } from '../files/list-tree.ts'
import { HERE } from '../files/root.ts'
import { MARKER } from '../weave/site/marker.ts'
import { digestFile } from './digest-file.ts'

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
  const { files, folders } = listTree([folder], [], true)
  // A site that is made here changes with each build, and nothing that runs has a part in it.
  const sites = folders.map(({ path }) => path).filter((path) => existsSync(join(path, MARKER)))
  return files
    .filter((path) => meant(path) && !sites.some((site) => path.startsWith(`${site}/`)))
    .map((path) => `${relative(folder, path)} ${digestFile(path)}`)
    .join('\n')
}
