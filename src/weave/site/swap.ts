import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { formatMarker, MARKER } from './marker.ts'

/** How a site becomes another one. */
interface Change {
  /** The site's folder. */
  readonly folder: string
  /** A folder within it for what comes (`new`) and what goes (`old`). */
  readonly stage: string
  /** Paths that lie in `new`. */
  readonly changed: readonly string[]
  /** Paths that were ours and are not needed any more. */
  readonly gone: readonly string[]
  /** All that is ours from now on. */
  readonly paths: readonly string[]
}

/** Renames a prepared site into its place, file by file; if a step fails, all are taken back. */
export function swapIn({ folder, stage, changed, gone, paths }: Change): void {
  const undo: (() => void)[] = []
  const write = (path: string) => {
    const [target, backup] = [join(folder, path), join(stage, 'old', path)]
    mkdirSync(dirname(target), { recursive: true })
    const existed = existsSync(target)
    if (existed) keep(target, backup)
    undo.push(() => (existed ? renameSync(backup, target) : remove(folder, path)))
    renameSync(join(stage, 'new', path), target)
  }
  const mark = (ours: readonly string[]) =>
    writeFileSync(join(stage, 'new', MARKER), formatMarker(ours))
  try {
    // Killed half-way, it must still know what is its own.
    mark([...paths, ...gone])
    write(MARKER)
    for (const path of changed) write(path)
    for (const path of gone.filter((name) => existsSync(join(folder, name)))) {
      keep(join(folder, path), join(stage, 'old', path))
      undo.push(() => restore(join(stage, 'old', path), join(folder, path)))
      remove(folder, path)
    }
    mark(paths)
    renameSync(join(stage, 'new', MARKER), join(folder, MARKER))
  } catch (error) {
    for (const step of undo.reverse()) step()
    throw error
  }
}

/** The file stays in its place all the while. Not every file system has second names for one. */
function keep(file: string, backup: string): void {
  mkdirSync(dirname(backup), { recursive: true })
  try {
    linkSync(file, backup)
  } catch {
    copyFileSync(file, backup)
  }
}

function restore(backup: string, file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  renameSync(backup, file)
}

/** Removes a file, and the folders that held nothing else. */
function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true })
  try {
    for (let inner = dirname(path); inner !== '.'; inner = dirname(inner)) {
      rmdirSync(join(folder, inner))
    }
  } catch {
    // Somebody else's file is there.
  }
}
