import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'

/** Editors write a file in several steps: changes closer than this (ms) are one change. */
const SETTLE = 50

/** What nobody edits by hand: hidden files, packages, the built site. */
const PASSED_OVER = /^(\.|node_modules$|dist)/

/**
 * Calls back after each change below the folders, but for what nobody edits by hand. Each
 * folder is watched by itself: Node's own recursive watching loses a file that an editor has
 * replaced by renaming another one.
 */
export function watchFolders(folders: readonly string[], onChange: () => void): () => void {
  const watched = new Map<string, Watched>()
  let timer: NodeJS.Timeout | undefined
  const notice = (_event: string, name: string | null) => {
    if (name !== null && PASSED_OVER.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      watchAll(folders.flatMap(listFolders), watched, notice)
      onChange()
    }, SETTLE)
  }
  watchAll(folders.flatMap(listFolders), watched, notice)
  return () => {
    clearTimeout(timer)
    for (const { watcher } of watched.values()) watcher.close()
  }
}

interface Watched {
  readonly watcher: FSWatcher
  /** A folder of the same name that came in its place is another one. */
  readonly inode: number
}

/** Begins to watch folders that are new, and lets go those that are gone. */
function watchAll(
  folders: readonly Folder[],
  watched: Map<string, Watched>,
  notice: (event: string, name: string | null) => void,
): void {
  const inodes = new Map(folders.map(({ path, inode }) => [path, inode]))
  for (const [path, { watcher, inode }] of watched) {
    if (inodes.get(path) === inode) continue
    watcher.close()
    watched.delete(path)
  }
  for (const { path, inode } of folders) {
    if (watched.has(path)) continue
    const watcher = watch(path, notice)
    // A folder that goes away tells so by an error where Windows is.
    watcher.on('error', () => watcher.close())
    watched.set(path, { watcher, inode })
  }
}

interface Folder {
  readonly path: string
  readonly inode: number
}

function listFolders(path: string): Folder[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory() !== true) return []
  const inner = readdirSync(path, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !PASSED_OVER.test(entry.name),
  )
  const rest = inner.flatMap((entry) => listFolders(join(path, entry.name)))
  return [{ path, inode: stat.ino }, ...rest]
}
