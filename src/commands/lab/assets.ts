import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { ROOT } from '../../files/root.ts'

/** What only pages under `npm start` load: name → content. The editor and the terminal are parts of their own. */
export type Assets = ReadonlyMap<string, Uint8Array>

export async function bundleAssets(): Promise<Assets> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, 'site/lab/lab.ts')],
    outdir: join(ROOT, 'build/lab'),
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    loader: { '.css': 'text' },
    logLevel: 'silent',
  })
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
}
