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
  const [
    layout,
    common,
    lists,
    pictures,
    tables,
    first,
    page,
    contents,
    search,
    terms,
    types,
    icon,
  ] = await Promise.all([
    read('layout.html'),
    style('style.css'),
    style('lists.css'),
    style('picture.css'),
    style('tables.css'),
    read('first.js').then((text) => minify(text, 'js')),
    bundle('page.js'),
    bundle('contents/open.ts'),
    bundle('search/dialog.ts'),
    bundle('terms/open.ts'),
    bundle('types/open.ts'),
    read('favicon.svg'),
  ])
  const assets = {
    'page.js': page,
    'contents.js': contents,
    'search.js': search,
    'terms.js': terms,
    'types.js': types,
    'favicon.svg': icon,
  }
  return { layout, style: common, styles: { lists, pictures, tables }, first, assets }
}

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
