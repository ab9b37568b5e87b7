import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { ROOT } from '../course/root.ts'

/** The site's own source, as text. */
export interface SiteSource {
  readonly layout: string
  readonly style: string
  readonly pictures: string
  readonly script: string
  readonly openSearch: string
  readonly icon: string
}

export async function readSource(): Promise<SiteSource> {
  const read = (name: string): Promise<string> => readFile(join(ROOT, 'site', name), 'utf8')
  const [layout, style, pictures, script, openSearch, icon] = await Promise.all([
    read('layout.html'),
    read('style.css'),
    read('picture.css'),
    read('copy.js'),
    read('search/open.js'),
    read('favicon.svg'),
  ])
  return { layout, style, pictures, script, openSearch, icon }
}

/** Reads those of the files that exist; a symbolic link out of the folder does not count. */
export async function readFiles(
  folder: string,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const root = await realpath(folder).catch(() => folder)
  const files = new Map<string, Uint8Array>()
  for (const path of paths) {
    const real = await realpath(join(folder, path)).catch(() => undefined)
    if (real === undefined || !real.startsWith(root + sep)) continue
    const content = await readFile(real).catch(() => undefined)
    if (content !== undefined) files.set(path, content)
  }
  return files
}
