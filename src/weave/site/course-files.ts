import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** Reads those of the files that exist; a symbolic link out of the folder does not count. */
export async function readFiles(
  folder: string,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const root = await realpath(folder).catch(() => folder)
  const files = new Map<string, Uint8Array>()
  for (const path of paths) {
    const real = await findReal(folder, path)
    if (real === undefined || !real.startsWith(root + sep)) continue
    // Of a pipe the end might never come.
    if ((await stat(real).catch(() => undefined))?.isFile() !== true) continue
    const content = await readFile(real).catch(() => undefined)
    if (content !== undefined) files.set(path, content)
  }
  return files
}

/** In the folder itself a letter with its mark may be two signs where the path has one (NFD). */
async function findReal(folder: string, path: string): Promise<string | undefined> {
  const real = await realpath(join(folder, path)).catch(() => undefined)
  if (real !== undefined) return real
  let found = folder
  for (const name of path.split('/')) {
    const names = await readdir(found).catch(() => [])
    const own = names.find((one) => one.normalize('NFC') === name)
    if (own === undefined) return undefined
    found = join(found, own)
  }
  return realpath(found).catch(() => undefined)
}
