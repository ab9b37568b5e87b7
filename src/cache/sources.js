// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the engine's own code lies, relative to its root. */
const FOLDERS = ['scripts', 'src']

/**
 * What the engine is made of.
 * @typedef {object} Sources
 * @property {ReadonlyMap<string, string>} files by name: its own, `src/check/prove.ts`, and the
 *   manifest of each package that it calls, `node_modules/vitest`; the paths are absolute
 * @property {readonly string[]} around folders and files that would tell of more of them
 */

/**
 * @param {string} root the folder that holds the engine's `package.json`
 * @returns {Sources}
 */
export function listSources(root) {
  const files = new Map([['tsconfig.json', join(root, 'tsconfig.json')]])
  const folders = FOLDERS.map((folder) => join(root, folder))
  const manifests = [join(root, 'package.json')]
  const entries = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }),
  )
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) folders.push(path)
    else if (/\.[jt]s$/.test(entry.name)) files.set(path.slice(root.length + 1), path)
    else if (entry.name === 'package.json') manifests.push(path)
  }
  for (const name of manifests.flatMap(listDependencies)) {
    files.set(`node_modules/${name}`, findManifest(name, root))
  }
  return { files, around: [...folders, ...manifests] }
}

/**
 * The hash of each source's text, by its name, in the order of names.
 * @param {Sources['files']} files
 * @returns {Readonly<Record<string, string>>}
 */
export function hashSources(files) {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = (/** @type {string} */ path) =>
    createHash('sha256').update(readFileSync(path, 'utf8')).digest('base64url')
  return Object.fromEntries(sorted.map(([name, path]) => [name, hash(path)]))
}

/** @param {string} manifest */
function listDependencies(manifest) {
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'))
  return Object.keys(dependencies)
}

/**
 * Where the engine is a package itself, others may lie further up.
 * @param {string} name
 * @param {string} root
 */
function findManifest(name, root) {
  const locate = (/** @type {string} */ folder) =>
    join(folder, 'node_modules', name, 'package.json')
  let folder = root
  while (!existsSync(locate(folder)) && dirname(folder) !== folder) folder = dirname(folder)
  return locate(folder)
}
