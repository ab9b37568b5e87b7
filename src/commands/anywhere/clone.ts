import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'

/** What is made here and would be made anew there; what is the reader's own. */
const LEFT_BEHIND = ['.git', 'build', 'my', 'site/dist']

/**
 * Copies the repository as `git clone` and `npm ci` would make it, uncommitted changes included.
 * Packages are not copied but linked where the disk allows that: they are many and nobody writes
 * to them.
 * @param own makes a copied file or folder the user's
 */
export function cloneCourse(root: string, target: string, own: (path: string) => void): void {
  const copyFile = (from: string, to: string, isPackage: boolean) => {
    if (isPackage) return linkFile(from, to)
    copyFileSync(from, to)
    chmodSync(to, lstatSync(from).mode & 0o777)
    own(to)
  }
  const copy = (path: string) => {
    const [from, to] = [join(root, path), join(target, path)]
    const stat = lstatSync(from)
    if (stat.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    else if (stat.isDirectory()) {
      mkdirSync(to, { recursive: true })
      own(to)
      const inner = readdirSync(from).map((name) => join(path, name))
      for (const name of inner) if (!LEFT_BEHIND.includes(name)) copy(name)
    }
    // A pipe or a socket is no part of a repository.
    else if (stat.isFile()) copyFile(from, to, path.startsWith('node_modules/'))
  }
  copy('')
}

/** Between two disks there are no links. */
function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
