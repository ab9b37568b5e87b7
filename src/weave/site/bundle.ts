import { join } from 'node:path'
import { build } from 'esbuild'
import { ROOT } from '../../files/root.ts'

/**
 * One classic script out of modules: pages opened from the disk can load no modules.
 * @param entry relative to `site/`
 */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, 'site', entry)],
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
