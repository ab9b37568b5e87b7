// @ts-check
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { hashSources, listSources } from '../src/cache/sources.js'
import { areSettled, readStates, stand } from '../src/cache/state.js'

/** What is loaded by its path: by a thread, by vitest. */
const PARTS = ['src/types/read-tips.ts', 'src/check/vitest/chapter-tests.ts', 'src/live/worker.ts']

/** They measure and judge the engine and are none of it. */
const FOREIGN = new Set(['bench.ts', 'test.ts'])

/** How long (ms) a build stays that nobody starts any more; what runs marks its own now and then. */
const REST = 60 * 60 * 1000

/**
 * Compiles the engine into a folder of its own in `build/engine/`, unless it is there already.
 * Several processes may do so at once, and any may be killed: a build comes into its place whole.
 * @param {string} root the folder that holds the engine's `package.json`
 * @returns {Promise<string>}
 */
export async function prepareEngine(root) {
  for (;;) {
    const now = Date.now()
    const { files, around } = listSources(root)
    const states = readStates([...files.values(), ...around])
    const sources = hashSources(files)
    const home = join(root, 'build/engine')
    const folder = join(home, createKey(sources))
    if (!isWhole(folder)) {
      const compiled = await compile(root)
      // What was edited meanwhile may be in it: it is not what its name would say.
      if (!stand(states)) continue
      place(folder, { ...compiled, 'sources.json': JSON.stringify(sources) })
      removeOld(home, folder)
    }
    if (areSettled(states, now)) remember(home, folder, states)
    return folder
  }
}

/** @param {Readonly<Record<string, string>>} sources */
function createKey(sources) {
  return createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16)
}

/** @param {string} folder */
function isWhole(folder) {
  return existsSync(join(folder, 'sources.json'))
}

/**
 * @param {string} root
 * @returns {Promise<Readonly<Record<string, string>>>} by file name
 */
async function compile(root) {
  const { build, stop } = await import('esbuild')
  const names = readdirSync(join(root, 'scripts')).filter((name) => name.endsWith('.ts'))
  const commands = names.filter((name) => !FOREIGN.has(name)).map((name) => `scripts/${name}`)
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [...commands, ...PARTS],
    // All in one folder: wherever a piece of code comes to stand, it finds the others beside it.
    entryNames: '[name]',
    outdir: join(root, 'build/engine/-'),
    write: false,
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
  })
  // What runs for long needs the compiler no more.
  await stop()
  return Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]))
}

/**
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} files
 */
function place(folder, files) {
  const fresh = `${folder}-${process.pid}`
  mkdirSync(fresh, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(fresh, name), text)
  // A folder that is not whole was damaged by hand.
  if (!isWhole(folder)) rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Another process was quicker.
    if (!isWhole(folder)) throw error
  }
}

/**
 * Builds that nobody has used for long, and what killed processes have left of theirs.
 * @param {string} home
 * @param {string} current
 */
function removeOld(home, current) {
  for (const name of readdirSync(home)) {
    const path = join(home, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (path === current || stat === undefined || stat.mtimeMs > Date.now() - REST) continue
    rmSync(path, { recursive: true, force: true })
  }
}

/**
 * The next start needs no more than this to see that nothing has changed.
 * @param {string} home
 * @param {string} folder
 * @param {import('../src/cache/state.js').States} states
 */
function remember(home, folder, states) {
  const all = { ...states, ...readStates([join(folder, 'sources.json')]) }
  const fresh = join(home, `current-${process.pid}.json`)
  try {
    writeFileSync(fresh, JSON.stringify({ folder, states: all }))
    renameSync(fresh, join(home, 'current.json'))
  } catch {
    // It will have to look again.
  }
}
