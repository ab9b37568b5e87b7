import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { showPath } from '../course/problem.ts'
import type { Problem } from '../course/types.ts'
import type { Pages } from './weave.ts'

/** Stands in a folder that we made, and may therefore replace. */
export const MARKER = '.live-sockets'

/**
 * Makes the folder hold just these pages. They are written beside it and then swapped in by renaming:
 * an interruption leaves the old site whole. No step yields, so that a handler of Ctrl+C runs before
 * or after all this; what a killed run left behind goes with the next one.
 */
export function writeSite(pages: Pages, out: string): Problem[] {
  const folder = findReal(resolve(out))
  try {
    if (!isOurs(folder)) return [describeForeign(out)]
    mkdirSync(dirname(folder), { recursive: true })
    removeLeftovers(folder)
    if (!isCurrent(pages, folder)) replaceFolder(pages, folder)
    return []
  } catch (error) {
    return [describeFailure(out, error as NodeJS.ErrnoException)]
  }
}

/** A link to a folder stays; what it leads to is replaced. */
function findReal(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : folder
}

function isOurs(folder: string): boolean {
  if (!existsSync(folder)) return true
  return existsSync(join(folder, MARKER)) || readdirSync(folder).length === 0
}

function replaceFolder(pages: Pages, folder: string): void {
  const fresh = nameSibling(folder, `new-${process.pid}`)
  const old = nameSibling(folder, `old-${process.pid}`)
  try {
    writePages(pages, fresh, folder)
    if (existsSync(folder)) renameSync(folder, old)
    renameSync(fresh, folder)
  } catch (error) {
    if (existsSync(old) && !existsSync(folder)) renameSync(old, folder)
    throw error
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(old, { recursive: true, force: true })
  }
}

function writePages(pages: Pages, fresh: string, folder: string): void {
  mkdirSync(fresh)
  writeFileSync(join(fresh, MARKER), 'Сделано npm run build: правки здесь пропадут.\n')
  for (const [path, content] of pages) {
    const target = join(fresh, path)
    mkdirSync(dirname(target), { recursive: true })
    if (!isSame(join(folder, path), content) || !tryLink(join(folder, path), target)) {
      writeFileSync(target, content)
    }
  }
}

/** A page that has not changed keeps its file. Not every file system can do that. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}

function isCurrent(pages: Pages, folder: string): boolean {
  if (!existsSync(folder)) return false
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory()).length
  if (files !== pages.size + 1) return false
  return [...pages].every(([path, content]) => isSame(join(folder, path), content))
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
  const prefix = basename(nameSibling(folder, ''))
  for (const name of readdirSync(dirname(folder))) {
    const [, kind, pid] = /^(new|old)-(\d+)$/.exec(name.slice(prefix.length)) ?? []
    if (!name.startsWith(prefix) || pid === undefined || isAlive(Number(pid))) continue
    const path = join(dirname(folder), name)
    if (kind === 'old' && !existsSync(folder)) renameSync(path, folder)
    else rmSync(path, { recursive: true, force: true })
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

function nameSibling(folder: string, ending: string): string {
  return join(dirname(folder), `.${basename(folder)}.weave-${ending}`)
}

function describeForeign(out: string): Problem {
  const fact = 'в папке сайта лежат чужие файлы: она не была сделана сборкой'
  const remedy = 'Укажите пустую или новую папку: --out ПАПКА.'
  return { place: { file: showPath(resolve(out)), line: 1, column: 1 }, fact, remedy }
}

function describeFailure(out: string, { code, message }: NodeJS.ErrnoException): Problem {
  const fact = `сайт не записан: ${REASONS[code ?? ''] ?? message}`
  const remedy = 'Прежний сайт цел. Освободите папку или укажите другую: --out ПАПКА.'
  return { place: { file: showPath(resolve(out)), line: 1, column: 1 }, fact, remedy }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'нет права на запись (EACCES)',
  EPERM: 'нет права на запись (EPERM)',
  EROFS: 'файловая система только для чтения (EROFS)',
  ENOSPC: 'кончилось место на диске (ENOSPC)',
  ENOTDIR: 'на пути к папке стоит файл (ENOTDIR)',
  EEXIST: 'на её месте стоит файл (EEXIST)',
}
