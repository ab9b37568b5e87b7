import { existsSync, type FSWatcher, statSync, watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isPassedOver, listTree } from '../../files/list-tree.ts'

/** Editors write a file in several steps: changes closer than this (ms) are one change. */
const SETTLE = 50

/**
 * Calls back after each change below the folders, but for what nobody edits by hand. Each
 * folder is watched by itself: Node's own recursive watching loses a file that an editor has
 * replaced by renaming another one. A folder may go away and come back.
 * @param folders absolute paths
 * @param except paths below them that do not count: what is built there
 */
export function watchFolders(
  folders: readonly string[],
  onChange: () => void,
  except: readonly string[] = [],
): () => void {
  const watched = new Map<string, Watched>()
  let wanted: ReadonlyMap<string, Wanted> = new Map()
  let timer: NodeJS.Timeout | undefined
  const notice = (folder: string, name: string | null) => {
    if (name !== null && wanted.get(folder)?.counts(name) !== true) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      look()
      onChange()
    }, SETTLE)
  }
  const look = () => {
    wanted = new Map([...listAbove(folders), ...listBelow(folders, except)])
    watchAll(wanted, watched, notice)
  }
  look()
  return () => {
    clearTimeout(timer)
    for (const { watcher } of watched.values()) watcher.close()
  }
}

interface Wanted {
  /** A folder of the same name that came in its place is another one. */
  readonly inode: number
  /** Whether what happens to this name in it matters. */
  readonly counts: (name: string) => boolean
}

type Entry = readonly [path: string, wanted: Wanted]

function listBelow(folders: readonly string[], except: readonly string[]): Entry[] {
  return listTree(folders, except).folders.map(({ path, inode }) => {
    const counts = (name: string) => !isPassedOver(name) && !except.includes(join(path, name))
    return [path, { inode, counts }]
  })
}

/** Where each of the folders, or what should hold it, would go away or come back. */
function listAbove(folders: readonly string[]): Entry[] {
  const names = new Map<string, string[]>()
  for (const folder of folders) {
    let [above, name] = [dirname(folder), basename(folder)]
    while (!existsSync(above)) [above, name] = [dirname(above), basename(above)]
    // What happens to a folder itself it tells under its own name.
    names.set(above, [...(names.get(above) ?? []), name, basename(above)])
  }
  return [...names].map(([path, own]) => {
    const counts = (name: string) => own.includes(name)
    return [path, { inode: statSync(path, { throwIfNoEntry: false })?.ino ?? 0, counts }]
  })
}

interface Watched {
  readonly watcher: FSWatcher
  readonly inode: number
}

/** Begins to watch folders that are new, and lets go those that are gone. */
function watchAll(
  wanted: ReadonlyMap<string, Wanted>,
  watched: Map<string, Watched>,
  notice: (folder: string, name: string | null) => void,
): void {
  for (const [path, { watcher, inode }] of watched) {
    if (wanted.get(path)?.inode === inode) continue
    watcher.close()
    watched.delete(path)
  }
  for (const [path, { inode }] of wanted) {
    if (watched.has(path)) continue
    const watcher = tryWatch(path, (name) => notice(path, name))
    if (watcher !== undefined) watched.set(path, { watcher, inode })
  }
}

/** A folder may be gone by now, or not be ours to watch. */
function tryWatch(path: string, onName: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(path, (_event, name) => onName(name))
    // A folder that goes away tells so by an error where Windows is.
    return watcher.on('error', () => watcher.close())
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(code)) return undefined
    throw error
  }
}
