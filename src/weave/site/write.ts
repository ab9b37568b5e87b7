import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { showPath } from '../../course/problem.ts'
import type { Problem } from '../../course/types.ts'
import { makeFolder, unmakeFolder } from '../../files/make-folder.ts'
import { readSystemError } from '../../files/system-error.ts'
import type { Pages } from '../page.ts'
import { formatMarker, MARKER, readMarker } from './marker.ts'
import { swapIn } from './swap.ts'

/**
 * Makes these pages all that the folder holds of ours; what others have put there stays. They are
 * written into a hidden folder inside and then renamed into their places: an interruption before
 * that leaves the old site whole, and so does a failure at any time. No step yields, so that a
 * handler of Ctrl+C runs before or after all this; what a killed run left behind goes with the next
 * one.
 */
export function writeSite(pages: Pages, out: string): Problem[] {
  const folder = resolve(out)
  const stage = join(folder, `${STAGE}${process.pid}`)
  let made: string | undefined
  try {
    made = makeFolder(folder)
    if (!isOurs(folder)) return [describeForeign(out)]
    removeLeftovers(folder)
    return replaceSite(pages, folder, stage)
  } catch (error) {
    return [describeFailure(out, error as NodeJS.ErrnoException)]
  } finally {
    clearUp(stage, folder, made)
  }
}

/**
 * Whether a site could go there, as far as can be told before there is one. That a folder can be
 * made and takes files is known only by trying: of `/proc` the rights tell otherwise.
 */
export function checkPlace(out: string): Problem[] {
  const folder = resolve(out)
  const stage = join(folder, `${STAGE}${process.pid}`)
  let made: string | undefined
  try {
    made = makeFolder(folder)
    if (!isOurs(folder)) return [describeForeign(out)]
    makeFolder(stage)
    return []
  } catch (error) {
    return [describeFailure(out, error as NodeJS.ErrnoException)]
  } finally {
    clearUp(stage, folder, made)
  }
}

/** How folders begin in which a site is prepared; the rest is the number of the process. */
const STAGE = `${MARKER}-new-`

/** Where a site is published from a branch, the folder holds Git's own things from the start. */
function isOurs(folder: string): boolean {
  const names = readdirSync(folder)
  return names.includes(MARKER) || names.every((n) => n === '.git' || n.startsWith(STAGE))
}

function replaceSite(pages: Pages, folder: string, stage: string): Problem[] {
  const { paths, changed } = prepare(pages, folder, stage)
  const known = readMarker(folder)
  const foreign = changed.filter((path) => isForeign(path, folder, known))
  if (foreign.length > 0) return foreign.map((path) => describeTaken(join(folder, path)))
  const gone = (known ?? []).filter((path) => !pages.has(path))
  const isCurrent = isSame(join(folder, MARKER), formatMarker(paths))
  if (changed.length === 0 && isCurrent) return []
  swapIn({ folder, stage, paths, changed, gone })
  return []
}

/** Writes the pages that are not in their places yet. */
function prepare(pages: Pages, folder: string, stage: string) {
  const [paths, changed]: [string[], string[]] = [[], []]
  for (const [path, content] of pages) {
    paths.push(path)
    if (isSame(join(folder, path), content)) continue
    changed.push(path)
    const target = join(stage, 'new', path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
  mkdirSync(join(stage, 'new'), { recursive: true })
  return { paths, changed }
}

/** Of a site that has no list all files are taken for ours. */
function isForeign(path: string, folder: string, known: readonly string[] | undefined): boolean {
  const stat = lstatSync(join(folder, path), { throwIfNoEntry: false })
  if (stat === undefined) return false
  return stat.isDirectory() || known?.includes(path) === false
}

function isSame(path: string, content: string | Uint8Array): boolean {
  try {
    return readFileSync(path).equals(Buffer.from(content as string))
  } catch {
    return false
  }
}

/** What runs that were killed have left; those that still live keep theirs. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(STAGE) ? Number(name.slice(STAGE.length)) : Number.NaN
    if (pid > 0 && !isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true })
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

/** @param made the topmost folder that was made for it: all go if nothing came into them */
function clearUp(stage: string, folder: string, made: string | undefined): void {
  try {
    rmSync(stage, { recursive: true, force: true })
  } catch {
    // Where it could not be made there is nothing to remove either.
  }
  if (made !== undefined) unmakeFolder(folder, made)
}

function describeForeign(out: string): Problem {
  const fact = 'в папке сайта лежат чужие файлы: она не была сделана сборкой'
  const remedy = 'Укажите пустую или новую папку: --out ПАПКА.'
  return { place: { file: showPath(resolve(out)), line: 1, column: 1 }, fact, remedy }
}

function describeTaken(path: string): Problem {
  const fact = 'место файла сайта занято: здесь лежит то, чего сборка не писала'
  const remedy = 'Уберите это отсюда или укажите другую папку: --out ПАПКА.'
  return { place: { file: showPath(path), line: 1, column: 1 }, fact, remedy }
}

function describeFailure(out: string, error: NodeJS.ErrnoException): Problem {
  const fact = `сайт не записан: ${readSystemError(error)?.fact ?? error.message}`
  const remedy = 'Прежний сайт цел. Освободите папку или укажите другую: --out ПАПКА.'
  return { place: { file: showPath(resolve(out)), line: 1, column: 1 }, fact, remedy }
}
