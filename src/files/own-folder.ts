import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A folder that one process needs for a while. */
export interface OwnFolder {
  readonly path: string
  remove(): void
}

const open = new Set<string>()

/**
 * Makes a folder that is gone when we are; what killed processes have left there goes now.
 * @param home where such folders lie
 */
export function makeOwnFolder(home: string): OwnFolder {
  mkdirSync(home, { recursive: true })
  sweep(home)
  if (open.size === 0) process.on('exit', removeAll)
  let number = 1
  while (open.has(join(home, `${process.pid}-${number}`))) number += 1
  const path = join(home, `${process.pid}-${number}`)
  open.add(path)
  mkdirSync(path, { recursive: true })
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true })
      open.delete(path)
      if (open.size === 0) process.off('exit', removeAll)
    },
  }
}

function removeAll(): void {
  for (const path of open) rmSync(path, { recursive: true, force: true })
}

function sweep(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = Number(name.split('-')[0])
    const path = join(home, name)
    if (!open.has(path) && !isAlive(pid)) rmSync(path, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
