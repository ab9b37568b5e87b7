import {
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mentions } from '../../course/mentions.ts'
import { ROOT } from '../../files/root.ts'

/** What a scene or a check has done to files that are not its own. */
export interface Change {
  readonly path: string
  readonly what: 'made' | 'changed' | 'removed'
}

export interface OutsideWatch {
  /** What is otherwise than before; it is made as it was, where that can be. */
  undo(): Change[]
}

export interface Surroundings {
  /** Others make files too: only what the chapter itself mentions is its doing. */
  readonly mentions: Mentions
  /** Where the chapter's programs lie: nobody else makes anything there while they run. */
  readonly programs: string
  /** The folder of the chapter itself. */
  readonly course: string
}

/** Every folder that the system itself keeps its programs and settings in: only looked at. */
const SYSTEM = /^\/(?:bin|sbin|usr|lib\w*|etc|opt|nix|snap|boot|run|var)(?:\/|$)/

/** What no file can be left in. */
const VIRTUAL = /^\/(?:proc|sys|dev)(?:\/|$)/

/** What the engine keeps beside the programs. */
const ENGINE = /^(?:built|evidence|types|pages|ready\.\d+|tsconfig\b.*)\.json$/

/** Files up to this size (bytes) can be put back. */
const kept = 256 * 1024

interface Seen {
  readonly stamp: string
  readonly content?: Buffer
}

/** Watches all places that a chapter names, and those where its files could land by mistake. */
export function watchOutside({ mentions, programs, course }: Surroundings): OutsideWatch {
  const words = new Set(mentions.words)
  const isMentioned = (name: string) =>
    words.has(name) || mentions.beginnings.some((beginning) => name.startsWith(beginning))
  const own = new Set([programs])
  const shared = new Set([...mentions.paths, SHARED, tmpdir(), ROOT, course])
  const look = () => {
    const found = new Map<string, Seen>()
    for (const folder of own) scan(folder, (name) => !ENGINE.test(name), true, found)
    for (const folder of shared) {
      if (VIRTUAL.test(folder) || own.has(folder)) continue
      const isSafe = !SYSTEM.test(folder) && folder !== ROOT && folder !== course
      // Chapters are their author's: he may well rename one while it runs.
      const isLeft = (name: string) => isMentioned(name) && !/\.md$/i.test(name)
      scan(folder, folder === course ? isLeft : isMentioned, isSafe, found)
    }
    return found
  }
  const before = look()
  return { undo: () => compare(before, look()) }
}

/** Where everybody's temporary files lie; TMPDIR is a folder of ours. */
const SHARED = '/tmp'

function scan(
  folder: string,
  wanted: (name: string) => boolean,
  keep: boolean,
  found: Map<string, Seen>,
): void {
  for (const entry of readEntries(folder)) {
    if (!wanted(entry.name)) continue
    const path = join(folder, entry.name)
    const stat = readStat(path)
    if (stat !== undefined) found.set(path, see(path, stat, keep))
  }
}

function see(path: string, stat: Stats, keep: boolean): Seen {
  // A folder changes with what lies in it, and that is looked at where it is named.
  const stamp = stat.isFile() ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : `${stat.ino}`
  if (!keep || !stat.isFile() || stat.size > kept) return { stamp }
  try {
    return { stamp, content: readFileSync(path) }
  } catch {
    return { stamp }
  }
}

function compare(before: ReadonlyMap<string, Seen>, after: ReadonlyMap<string, Seen>): Change[] {
  const changes: Change[] = []
  for (const [path, { stamp }] of after) {
    const old = before.get(path)
    if (old === undefined) {
      changes.push({ path, what: 'made' })
      rmSync(path, { recursive: true, force: true })
    } else if (old.stamp !== stamp) {
      changes.push({ path, what: 'changed' })
      restore(path, old)
    }
  }
  for (const [path, old] of before) {
    if (after.has(path)) continue
    changes.push({ path, what: 'removed' })
    restore(path, old)
  }
  return changes
}

function restore(path: string, { content }: Seen): void {
  if (content === undefined) return
  try {
    writeFileSync(path, content)
  } catch {
    // It is named all the same.
  }
}

function readEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function readStat(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}
