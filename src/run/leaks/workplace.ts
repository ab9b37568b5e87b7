import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ROOT } from '../../files/root.ts'
import { makeTemporary } from '../process/temporary.ts'
import { type Change, type Surroundings, watchOutside } from './outside.ts'

/**
 * Where the programs of one scene or check run: an empty folder, not the repository. What they
 * write there by its bare name lands in nobody's way, and what they could read there by chance is
 * not there.
 */
export interface Workplace {
  /** The current folder. */
  readonly folder: string
  /** TMPDIR and HOME. */
  readonly environment: Readonly<Record<string, string>>
  /**
   * What they have left, anywhere; outside it is undone at once.
   * @param forgiven paths of which somebody else is to blame
   */
  left(forgiven?: readonly string[]): Leftover[]
  /** Removes it with all that it holds. */
  remove(): void
}

export interface Leftover {
  readonly path: string
  /** `остался временный файл «notes»` */
  readonly fact: string
  readonly remedy: string
}

/** Two folders deep, so that `../../x` is found too. */
const [WORK, HOME] = ['root/work', 'home']

export function openWorkplace(surroundings?: Surroundings): Workplace {
  const [temporary, place] = [makeTemporary(), makeTemporary()]
  const [folder, home] = [join(place.path, WORK), join(place.path, HOME)]
  for (const path of [folder, home]) mkdirSync(path, { recursive: true })
  const link = surroundings && linkPrograms(folder, surroundings.programs)
  const outside = surroundings && watchOutside(surroundings)
  const own = [WORK, HOME, link && relative(place.path, link)]
  return {
    folder,
    environment: { TMPDIR: temporary.path, HOME: home },
    left(forgiven = []) {
      const names = place.left(forgiven).filter((name) => !own.includes(name) && !isHistory(name))
      return [
        ...groupByTop(temporary.left(forgiven)).map((group) =>
          describeTemporary(group, temporary.path),
        ),
        ...names.map((name) => describeOwn(name, place.path)),
        ...(outside?.undo() ?? [])
          .filter(({ path }) => !forgiven.includes(path))
          .map(describeChange),
      ]
    },
    remove() {
      temporary.remove()
      place.remove()
    },
  }
}

/** A reader's command finds the files of a chapter by the same path, from the repository's root. */
function linkPrograms(folder: string, programs: string): string | undefined {
  const path = relative(ROOT, programs)
  if (!path.startsWith('build/') || !existsSync(programs)) return undefined
  const link = join(folder, path)
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(programs, link)
  return link
}

/** Whoever is talked to remembers it in a hidden file: so would the reader's own. */
function isHistory(name: string): boolean {
  return name.startsWith(`${HOME}/.`)
}

/** A folder that was left behind is told of once, whatever is in it. */
function groupByTop(names: readonly string[]): string[][] {
  const top = (name: string) => name.split('/', 1)[0] ?? name
  const tops = [...new Set(names.map(top))]
  return tops.map((one) => names.filter((name) => top(name) === one))
}

function describeTemporary([name = '', ...more]: readonly string[], folder: string): Leftover {
  const [top = name] = name.split('/', 1)
  return {
    path: join(folder, name),
    fact:
      more.length === 0
        ? `остался временный файл «${name}»`
        : `осталась временная папка «${top}», файлов в ней: ${more.length + 1}`,
    remedy: 'Удаляйте временные файлы в той же программе: rmSync() в finally.',
  }
}

function describeOwn(name: string, folder: string): Leftover {
  const shown = name.startsWith(`${HOME}/`)
    ? `~${name.slice(HOME.length)}`
    : relative(WORK, name).replace(/^(?:\.\.\/)+(?=\.\.\/)/, '')
  return { path: join(folder, name), fact: `остался файл «${shown}»`, remedy: DECLARE }
}

const DECLARE =
  'Удаляйте его там же, где создали; файл, который нужен главе, объявите: txt file=имя.txt.'

function describeChange({ path, what }: Change): Leftover {
  const facts = {
    made: `остался файл ${path}`,
    changed: `изменился файл ${path}`,
    removed: `исчез файл ${path}`,
  }
  return { path, fact: facts[what], remedy: DECLARE }
}
