import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'

/** All below some folders, those included. */
interface Tree {
  readonly folders: readonly Folder[]
  /** Files that can be read to an end; a link to one counts, under its own name. */
  readonly files: readonly string[]
  /** Links that lead to no folder, perhaps to nothing. */
  readonly links: readonly string[]
}

interface Folder {
  readonly path: string
  readonly inode: number
}

/** What nobody edits by hand: hidden files and packages. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/**
 * Walks folders in the order of names. Links to folders are not followed: they may lead round in
 * circles. What is not there, or vanishes meanwhile, is left out.
 * @param except paths that are passed over
 */
export function listTree(roots: readonly string[], except: readonly string[] = []): Tree {
  const [folders, files, links]: [Folder[], string[], string[]] = [[], [], []]
  const visit = (path: string) => {
    const inode = readStat(path)?.ino
    if (inode === undefined) return
    folders.push({ path, inode })
    for (const entry of readEntries(path)) {
      const inner = join(path, entry.name)
      if (isPassedOver(entry.name) || except.includes(inner)) continue
      if (entry.isDirectory()) visit(inner)
      else {
        const stat = readStat(inner)
        if (stat?.isFile() === true) files.push(inner)
        if (entry.isSymbolicLink() && stat?.isDirectory() !== true) links.push(inner)
      }
    }
  }
  for (const root of roots) if (readStat(root)?.isDirectory() === true) visit(root)
  return { folders, files, links }
}

function readStat(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function readEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
