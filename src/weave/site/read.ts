import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { transform } from 'esbuild'
import { ROOT } from '../../files/root.ts'
import type { Styles } from '../page.ts'
import { bundle } from './bundle.ts'

/** The site's own source, ready to be served. */
export interface SiteSource {
  readonly layout: string
  readonly style: string
  readonly styles: Styles
  /** Runs before the page is painted. */
  readonly first: string
  /** Runs when the page has been read. */
  readonly script: string
  readonly icon: string
}

const SITE = join(ROOT, 'site')

export async function readSource(): Promise<SiteSource> {
  const read = (name: string): Promise<string> => readFile(join(SITE, name), 'utf8')
  const [layout, style, lists, pictures, tables, first, script, icon] = await Promise.all([
    read('layout.html'),
    read('style.css').then((text) => minify(text, 'css')),
    read('lists.css').then((text) => minify(text, 'css')),
    read('picture.css').then((text) => minify(text, 'css')),
    read('tables.css').then((text) => minify(text, 'css')),
    read('first.js').then((text) => minify(text, 'js')),
    bundle('page.js'),
    read('favicon.svg'),
  ])
  return { layout, style, styles: { lists, pictures, tables }, first, script, icon }
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
    // Of a pipe the end might never come.
    if ((await stat(real).catch(() => undefined))?.isFile() !== true) continue
    const content = await readFile(real).catch(() => undefined)
    if (content !== undefined) files.set(path, content)
  }
  return files
}

async function minify(text: string, loader: 'css' | 'js'): Promise<string> {
  const { code } = await transform(text, { loader, minify: true, charset: 'utf8' })
  return code.trim()
}
