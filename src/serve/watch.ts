import { type FSWatcher, watch } from 'node:fs'

/** Editors write a file in several steps: changes closer than this (ms) are one change. */
const SETTLE = 50

/** Calls back after each change below the folders. */
export function watchFolders(folders: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const notice = (_event: string, name: string | null) => {
    if (name?.startsWith('dist') === true) return
    clearTimeout(timer)
    timer = setTimeout(onChange, SETTLE)
  }
  const watchers: FSWatcher[] = folders.map((folder) => watch(folder, { recursive: true }, notice))
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
