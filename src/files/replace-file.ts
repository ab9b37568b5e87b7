import {
  chmodSync,
  chownSync,
  closeSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Puts a new text in the place of a file, all of it or nothing: it is written beside the file and
 * renamed. No step yields, so that a handler of Ctrl+C runs before or after all this. The file must
 * be there; it keeps its mode and, where that may be, its owner.
 * @param path not a link: that would be replaced itself
 */
export function replaceFile(path: string, content: string): void {
  // Renaming asks for the folder's permission only.
  closeSync(openSync(path, 'r+'))
  const { mode, uid, gid } = statSync(path)
  const fresh = join(dirname(path), `.live-sockets-${process.pid}`)
  try {
    writeFileSync(fresh, content, { mode: 0o600, flag: 'wx' })
    giveAway(fresh, uid, gid)
    chmodSync(fresh, mode & 0o7777)
    renameSync(fresh, path)
  } finally {
    rmSync(fresh, { force: true })
  }
}

/** Only the administrator may; everybody else nearly always writes files of their own. */
function giveAway(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  }
}
