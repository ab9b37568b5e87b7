import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes a folder hold just these files: writes what changed, removes what is there no longer.
 * @param keep which other paths may stay
 * @returns the paths that were written
 */
export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  keep: (path: string) => boolean = () => false,
): Promise<string[]> {
  const homes = new Set(Array.from(files.keys(), (path) => dirname(join(folder, path))))
  await Promise.all(Array.from(homes, (home) => mkdir(home, { recursive: true })))
  const writing = Array.from(files, async ([path, text]) => {
    const target = join(folder, path)
    if ((await readFile(target, 'utf8').catch(() => undefined)) === text) return []
    await writeFile(target, text)
    return [path]
  })
  const written = (await Promise.all(writing)).flat()
  const folders = new Set([...files.keys()].flatMap(ancestors))
  await removeOrphans(folder, (path) => files.has(path) || folders.has(path) || keep(path))
  return written
}

/** Removes whatever in a folder is not to be kept. */
export async function removeOrphans(
  folder: string,
  keep: (path: string) => boolean,
): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1)
    if (!keep(path)) await rm(join(folder, path), { recursive: true, force: true })
  }
}

function ancestors(path: string): string[] {
  const parts = dirname(path).split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
