import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Editors write a file in several steps: changes closer than this (ms) are one change. */
const SETTLE = 50

/**
 * Does a job after each change of some files, one at a time, until the process ends. An editor may
 * replace a file by another one: folders are watched, not files.
 * @param folders each with the names in it that count
 */
export function watchFiles(
  folders: ReadonlyMap<string, (name: string) => boolean>,
  job: () => Promise<unknown>,
): Promise<never> {
  let timer: NodeJS.Timeout | undefined
  let working = false
  let again = false
  const work = async () => {
    if (working) {
      again = true
      return
    }
    working = true
    do {
      again = false
      await job()
    } while (again)
    working = false
  }
  return new Promise((_, reject) => {
    for (const [folder, counts] of folders) {
      watch(folder, (_event, name) => {
        if (name !== null && !counts(name)) return
        clearTimeout(timer)
        timer = setTimeout(() => work().catch(reject), SETTLE)
      }).on('error', reject)
    }
  })
}

/** The folders of some files, where only these count. */
export function foldersOf(paths: readonly string[]): Map<string, (name: string) => boolean> {
  const names = paths.map((path) => basename(path))
  return new Map(paths.map((path) => [dirname(path), (name) => names.includes(name)]))
}
