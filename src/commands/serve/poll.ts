import { statSync } from 'node:fs'
import { listTree } from '../../files/list-tree.ts'

/** Finds changes by looking, where the system does not tell of them. */
interface Poll {
  /** @returns whether it was not looking yet */
  start(): boolean
  stop(): void
}

/** Where the system tells of no changes, they are looked for as often as that (ms). */
const PACE = 1000

/** @param except paths below the folders that do not count */
export function createPoll(
  folders: readonly string[],
  except: readonly string[],
  onChange: () => void,
): Poll {
  let clock: NodeJS.Timeout | undefined
  let last = ''
  const look = () => {
    const now = printTree(folders, except)
    if (now === last) return
    last = now
    onChange()
  }
  return {
    start() {
      if (clock !== undefined) return false
      last = printTree(folders, except)
      clock = setInterval(look, PACE)
      return true
    },
    stop: () => clearInterval(clock),
  }
}

/** Whatever tells that a file has become another one. */
function printTree(folders: readonly string[], except: readonly string[]): string {
  const stats = listTree(folders, except).files.map((file) => {
    const { ino = 0, size = 0, mtimeMs = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {}
    return `${file} ${ino} ${size} ${mtimeMs}`
  })
  return stats.join('\n')
}
