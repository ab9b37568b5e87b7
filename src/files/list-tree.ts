import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
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
 * Walks folders in the order of names. Links to folders are not followed unless asked for: they may
 * lead round in circles. What is not there, or vanishes meanwhile, is left out.
 * @param except paths that are passed over
 * @param follow links to folders are walked too, but for those that hold the walk itself
 */
export function listTree(
  roots: readonly string[],
  except: readonly string[] = [],
  follow = false,
): Tree {
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
        if (follow && stat?.isDirectory() === true && isBeside(inner, path)) visit(inner)
        if (stat?.isFile() === true) files.push(inner)
        if (entry.isSymbolicLink() && stat?.isDirectory() !== true) links.push(inner)
      }
    }
  }
  for (const root of roots) if (readStat(root)?.isDirectory() === true) visit(root)
  return { folders, files, links }
}

/** Whether a link leads neither to a folder above it nor to what is no file of anybody's. */
function isBeside(link: string, folder: string): boolean {
  const [target, from] = [realpathSync(link), realpathSync(folder)]
  return !`${from}/`.startsWith(target === '/' ? '/' : `${target}/`) && !isOfKernel(target)
}

/** Folders of the kernel: what they show is made anew at each look. */
export function isOfKernel(path: string): boolean {
  return /^\/(?:proc|sys|dev)(?:\/|$)/.test(path)
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
