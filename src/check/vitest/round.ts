import type { TestModule } from 'vitest/node'
import type { Announcement } from './announcement.ts'
import { readMessage } from './read-message.ts'
import type { OnModule, SessionModule } from './session.ts'
import { traceError } from './trace-error.ts'
import type { Trouble } from './trouble.ts'
import { createWitnesses } from './witness.ts'

/** One run of modules: what is known of each, until it is through. */
export interface Round {
  hear(announcement: Announcement): void
  begin(path: string): void
  /** Takes in what vitest knows of a module so far. */
  note(module: TestModule): void
  endModule(module: TestModule): void
  endWorker(path: string): void
  catch(error: Error): void
  /** The checks that a module is to run, by its folder; when it is known, and all where it is absent. */
  choose(home: string): Promise<readonly string[] | undefined>
  areOneBatch(a: string, b: string): boolean
  /** What has not even begun is told of too. */
  finish(): void
}

/**
 * A module that has a worker for itself is through when that has ended: nothing more can come of
 * it. Of a batch each is through with its last test, or with the worker.
 */
export function openRound(modules: readonly SessionModule[], onModule: OnModule): Round {
  const begun = new Set<string>()
  const ended = new Set<string>()
  const find = (path: string) => modules.find((module) => module.path === path)
  const { witnesses, known, stray, bury, end } = openRecord(onModule)
  return {
    hear: witnesses.hear,
    begin: (path) => void begun.add(path),
    note: (module) => void known.set(module.moduleId, module),
    endModule(module) {
      known.set(module.moduleId, module)
      ended.add(module.moduleId)
      const found = find(module.moduleId)
      if (found?.batch !== undefined) end(found)
    },
    endWorker(path) {
      const module = find(path)
      if (module !== undefined && !ended.has(path)) bury(module)
      end(module)
    },
    catch(error) {
      if (isOfChapters(error)) stray.push(traceError(error))
    },
    async choose(home) {
      const only = modules.find((module) => module.home === home)?.only
      if (only === undefined) return undefined
      return Promise.race([only.titles, giveUp(() => begun.has(only.after))])
    },
    areOneBatch(a, b) {
      const batch = find(a)?.batch
      return batch !== undefined && batch === find(b)?.batch
    },
    finish() {
      for (const module of modules) {
        if (!begun.has(module.path)) bury(module)
        end(module)
      }
    },
  }
}

/** All that was heard of modules; each is told of once, whatever seems to end it again. */
function openRecord(onModule: OnModule) {
  const witnesses = createWitnesses()
  const known = new Map<string, TestModule>()
  const stray: Trouble[] = []
  const bury = ({ path, home }: SessionModule) => {
    witnesses.bury({ kind: 'died', file: path, home })
  }
  const end = tellOnce((module) => {
    const witness = witnesses.of(module.home)
    const own = stray.filter((trouble) => concerns(trouble, module.path))
    onModule(module, { module: known.get(module.path), witness, stray: own })
  })
  return { witnesses, known, stray, bury, end }
}

function tellOnce(tell: (module: SessionModule) => void) {
  const told = new Set<SessionModule>()
  return (module: SessionModule | undefined) => {
    if (module === undefined || told.has(module)) return
    told.add(module)
    tell(module)
  }
}

/** An error of which nobody knows where it comes from concerns every chapter. */
function concerns({ stacks = [], path: source }: Trouble, path: string): boolean {
  if (source !== undefined) return source === path
  const chapters = stacks.filter(({ file }) => file.endsWith('.md'))
  return chapters.length === 0 || chapters.some(({ file }) => file === path)
}

/** vitest gives up a worker that has not started after 90 s (ms). */
const START_LIMIT = 100_000

/** What waits for a module whose worker never comes to life would wait for ever: it has no checks. */
function giveUp(hasBegun: () => boolean): Promise<readonly string[]> {
  return new Promise((resolve) => {
    setTimeout(() => hasBegun() || resolve([]), START_LIMIT).unref()
  })
}

/** The witness of a worker that died tells more of its end than vitest, and of which chapter it was. */
function isOfChapters(error: Error): boolean {
  return !/^\[vitest-(pool|worker)/.test(readMessage(error))
}
