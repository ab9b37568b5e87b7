import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A folder for the temporary files of one scene or check: what stays in it was left behind. */
export interface Temporary {
  /** Made when it is first asked for. */
  readonly path: string
  /**
   * What is there now: files, and folders with nothing in them, each relative to the folder.
   * @param forgiven paths of which somebody else is to blame
   */
  left(forgiven?: readonly string[]): string[]
  /** Removes it with all that it holds. */
  remove(): void
}

const open = new Set<string>()

export function makeTemporary(): Temporary {
  let folder: string | undefined
  return {
    get path() {
      folder ??= makeFolder()
      return folder
    },
    left(forgiven = []) {
      if (folder === undefined) return []
      const home = folder
      const leaves = listLeaves(home).filter((leaf) => leaf !== home && !forgiven.includes(leaf))
      return leaves.map((leaf) => path.relative(home, leaf))
    },
    remove() {
      if (folder !== undefined) removeFolder(folder)
      folder = undefined
    },
  }
}

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'live-sockets-'))
  if (open.size === 0) process.on('exit', removeAll)
  open.add(folder)
  return folder
}

function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true })
  open.delete(folder)
  if (open.size === 0) process.off('exit', removeAll)
}

/** Ctrl+C must not leave our own folders behind either. */
function removeAll(): void {
  for (const folder of open) fs.rmSync(folder, { recursive: true, force: true })
}

function listLeaves(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true })
  if (entries.length === 0) return [folder]
  return entries.flatMap((entry) => {
    const own = path.join(folder, entry.name)
    return entry.isDirectory() ? listLeaves(own) : [own]
  })
}
