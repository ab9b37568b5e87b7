import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { ROOT } from '../../files/root.ts'
import type { SiteSource } from '../page.ts'

/**
 * Compiles the site's own style and scripts.
 * @param folder where they lie
 */
export async function makeSource(folder: string): Promise<SiteSource> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  const bundle = (entry: string) => bundleScript(join(folder, entry))
  const style = async (name: string) => minify(await read(name), 'css')
  const [layout, common, lists, pictures, tables, liveStyle, first, icon] = await Promise.all([
    read('layout.html'),
    style('style.css'),
    style('lists.css'),
    style('picture.css'),
    style('tables.css'),
    style('live.css'),
    read('first.js').then((text) => minify(text, 'js')),
    read('favicon.svg'),
  ])
  const [page, contents, search, terms, types, replay, live] = await Promise.all(
    SCRIPTS.map(bundle),
  )
  const assets = {
    'page.js': page,
    'contents.js': contents,
    'search.js': search,
    'terms.js': terms,
    'types.js': types,
    'replay.js': replay,
    'favicon.svg': icon,
  } as SiteSource['assets']
  const styles = { lists, pictures, tables }
  return {
    layout,
    style: common,
    styles,
    first,
    live: { style: liveStyle, script: live ?? '' },
    assets,
  }
}

const SCRIPTS = [
  'page.js',
  'contents/open.ts',
  'search/dialog.ts',
  'terms/open.ts',
  'types/open.ts',
  'replay/open.ts',
  'live.js',
]

async function minify(text: string, loader: 'css' | 'js'): Promise<string> {
  const { code } = await transform(text, { loader, minify: true, charset: 'utf8' })
  return code.trim()
}

/** One classic script out of modules: pages opened from the disk can load no modules. */
async function bundleScript(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    loader: { '.css': 'text' },
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
