import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { locateWorkspace } from '../../src/workspace/place.ts'

/** File name → content, as a folder of chapters holds it. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** A folder that goes with the test. */
export async function makeFolder(files: Files = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'live-sockets-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeAll(folder, files)
  return folder
}

/** A folder of chapters that goes with the test, and so does what is built from it. */
export async function makeCourse(files: Files): Promise<string> {
  const folder = await makeFolder(files)
  forgetBuild(folder)
  return folder
}

/** Removes after the test what the commands keep of a course in `build/`. */
export function forgetBuild(chapters: string): void {
  onTestFinished(() => removeBuild(chapters))
}

export async function removeBuild(chapters: string): Promise<void> {
  for (const folder of [...(await listBuilds(chapters)), await findWorkspace(chapters)]) {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Where the reader's own files of a course lie. */
export async function findWorkspace(chapters: string): Promise<string> {
  return locateWorkspace({ folder: await realpath(chapters).catch(() => chapters) })
}

/** The folders in `build/` of a course, found by its folder's name. */
export async function listBuilds(chapters: string): Promise<string[]> {
  const names = await readdir(join(ROOT, 'build')).catch(() => [])
  const own = basename(chapters).replace(/[^\p{L}\d-]/gu, '')
  return names.filter((name) => name.slice(0, -9) === own).map((name) => join(ROOT, 'build', name))
}

export async function writeAll(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}
