// Builds src/socket into src/socket/dist, as npm packs it: `npm pack -w live-sockets` calls this.
import { execFileSync } from 'node:child_process'
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../', import.meta.url))
const home = join(root, 'src/socket')
const dist = join(home, 'dist')
const cjs = join(dist, 'cjs')

await rm(dist, { recursive: true, force: true })
await buildTypes()
const names = await buildCode()
await writeFile(join(cjs, 'package.json'), '{ "type": "commonjs" }\n')
// One copy of the library in a process, however it is asked for: it hears signals and counts calls
await writeFile(
  join(dist, 'index.js'),
  `import library from './cjs/index.js'\nexport const {\n${names.map((name) => `  ${name},\n`).join('')}} = library\n`,
)
await copyFile(join(root, 'LICENSE'), join(home, 'LICENSE'))

async function buildTypes(): Promise<void> {
  const tsc = join(root, 'node_modules/.bin/tsc')
  execFileSync(tsc, ['-p', home], { stdio: ['ignore', 'inherit', 'inherit'] })
  for (const name of await readdir(dist, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue
    const path = join(dist, name)
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(/((?:from|import)\s*\(?')(\.[^']*)\.ts'/g, "$1$2.js'"))
  }
  await mkdir(cjs)
  const filter = (path: string) => path !== cjs
  const types = (await readdir(dist)).filter((name) => name !== 'cjs')
  for (const name of types) {
    await cp(join(dist, name), join(cjs, name), { recursive: true, filter })
  }
}

/** Returns what the library exports. */
async function buildCode(): Promise<string[]> {
  const common = {
    absWorkingDir: home,
    entryPoints: ['index.ts'] as string[],
    bundle: true,
    external: ['koffi'] as string[],
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    logLevel: 'error',
  } as const
  const { metafile } = await build({ ...common, format: 'esm', write: false, metafile: true })
  await build({
    ...common,
    format: 'cjs',
    outdir: cjs,
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href" },
  })
  return Object.values(metafile.outputs)
    .flatMap((output) => output.exports)
    .sort()
}
