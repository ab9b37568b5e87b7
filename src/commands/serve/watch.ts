import { existsSync, type FSWatcher, readlinkSync, statSync, watch } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { isPassedOver, listTree } from '../../files/list-tree.ts'
import { createPoll } from './poll.ts'

/** Editors write a file in several steps: changes closer than this (ms) are one change. */
const SETTLE = 50

/**
 * Calls back after each change below the folders, but for what nobody edits by hand. Each
 * folder is watched by itself: Node's own recursive watching loses a file that an editor has
 * replaced by renaming another one. A folder may go away and come back; of a link, what it leads to
 * is watched too.
 * @param folders absolute paths
 * @param except paths below them that do not count: what is built there
 * @param onRefusal hears once that the system watches no more folders: from then on they are looked
 *   at every second
 */
export function watchFolders(
  folders: readonly string[],
  onChange: () => void,
  except: readonly string[] = [],
  onRefusal: (error: NodeJS.ErrnoException) => void = () => undefined,
): () => void {
  const watched = new Map<string, Watched>()
  const poll = createPoll(folders, except, onChange)
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
    wanted = merge([...listAbove(folders), ...listBelow(folders, except)])
    watchAll(wanted, watched, notice, refuse)
  }
  const refuse = (error: NodeJS.ErrnoException) => {
    if (poll.start()) onRefusal(error)
  }
  look()
  return () => {
    clearTimeout(timer)
    poll.stop()
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

/** One folder may be wanted for several reasons. */
function merge(entries: readonly Entry[]): Map<string, Wanted> {
  const merged = new Map<string, Wanted>()
  for (const [path, { inode, counts }] of entries) {
    const known = merged.get(path)
    const either = (name: string) => known?.counts(name) === true || counts(name)
    merged.set(path, { inode, counts: either })
  }
  return merged
}

function listBelow(folders: readonly string[], except: readonly string[]): Entry[] {
  const tree = listTree(folders, except)
  const own = tree.folders.map(({ path, inode }): Entry => {
    const counts = (name: string) => !isPassedOver(name) && !except.includes(join(path, name))
    return [path, { inode, counts }]
  })
  return [...own, ...tree.links.flatMap((link) => listTargets(link))]
}

/** As many links as the system itself would follow: path_resolution(7). */
const MOST_LINKS = 40

/** Where the file that a link leads to would change, and each link on the way there. */
function listTargets(link: string, left = MOST_LINKS): Entry[] {
  const target = readLink(link)
  if (target === undefined || left === 0) return []
  const inode = statSync(dirname(target), { throwIfNoEntry: false })?.ino ?? 0
  const entry: Entry = [dirname(target), { inode, counts: (name) => name === basename(target) }]
  return [entry, ...listTargets(target, left - 1)]
}

function readLink(path: string): string | undefined {
  try {
    return resolve(dirname(path), readlinkSync(path))
  } catch {
    return undefined
  }
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
  refuse: (error: NodeJS.ErrnoException) => void,
): void {
  for (const [path, { watcher, inode }] of watched) {
    if (wanted.get(path)?.inode === inode) continue
    watcher.close()
    watched.delete(path)
  }
  for (const [path, { inode }] of wanted) {
    if (watched.has(path)) continue
    const watcher = tryWatch(path, (name) => notice(path, name), refuse)
    if (watcher !== undefined) watched.set(path, { watcher, inode })
  }
}

/** A folder may be gone by now, or not be ours to watch; or the system has no watchers left. */
function tryWatch(
  path: string,
  onName: (name: string | null) => void,
  refuse: (error: NodeJS.ErrnoException) => void,
): FSWatcher | undefined {
  try {
    const watcher = watch(path, (_event, name) => onName(name))
    // A folder that goes away tells so by an error where Windows is.
    return watcher.on('error', () => watcher.close())
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(code)) return undefined
    if (!['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM'].includes(code)) throw error
    refuse(error as NodeJS.ErrnoException)
    return undefined
  }
}
