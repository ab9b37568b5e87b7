import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMPILED } from '../files/engine.ts'
import { ROOT } from '../files/root.ts'
import { oncePer } from './once.ts'
import { hashSources, listSources } from './sources.js'

/**
 * A key that changes when any of the engine's own sources below these paths does, or the packages,
 * or the machine.
 * @param paths folders or files, relative to the engine's root
 */
export function keyOfSources(paths: readonly string[]): string {
  const wanted = [...paths, 'tsconfig.json', 'node_modules']
  const isWanted = (name: string) =>
    wanted.some((path) => name === path || name.startsWith(`${path}/`))
  const hash = createHash('sha256')
  for (const [name, text] of Object.entries(readSources())) {
    if (isWanted(name)) hash.update(`${name} ${text}\n`)
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

/** The hash of each source by its name; a compiled engine was told what it was made of. */
function readSources(): Readonly<Record<string, string>> {
  known ??=
    COMPILED === undefined
      ? hashSources(listSources(ROOT).files)
      : JSON.parse(readFileSync(join(COMPILED, 'sources.json'), 'utf8'))
  return known as Readonly<Record<string, string>>
}

let known: Readonly<Record<string, string>> | undefined
