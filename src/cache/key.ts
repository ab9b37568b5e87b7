import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../files/root.ts'
import { oncePer } from './once.ts'

/**
 * A key that changes when any of the engine's own sources below these paths does, or the packages,
 * or the machine.
 * @param paths folders or files, relative to the repository's root
 */
export function keyOfSources(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of [...paths.flatMap(listSources), 'package-lock.json', 'tsconfig.json']) {
    hash.update(file).update(readFileSync(join(ROOT, file)))
  }
  const { version, platform, arch } = process
  return hash.update([version, platform, arch].join()).digest('hex')
}

/** The key of some plain data beside that of the sources that made it. */
export function keyOf(sources: string, data: unknown): string {
  return createHash('sha256').update(sources).update(JSON.stringify(data)).digest('hex')
}

/** The key of an object that many others have in common: it is made once. */
export const digest = oncePer((data: object) => keyOf('', data))

function listSources(path: string): string[] {
  if (path.endsWith('.ts')) return [path]
  return readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => `${path}/${name}`)
}
