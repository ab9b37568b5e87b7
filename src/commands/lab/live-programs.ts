import { join } from 'node:path'
import { keyOf } from '../../cache/key.ts'
import { CourseError, formatPlace, showPath } from '../../course/problem.ts'
import { replacePrograms } from '../../tangle/attempt.ts'
import type { TangledChapter } from '../../tangle/tangle.ts'
import type { OwnProgram } from '../../workspace/own-programs.ts'
import { type Workbench, writeCompiled } from '../task/attempt.ts'

/** Compiled programs of a chapter, the reader's in their places. */
export interface LivePrograms {
  readonly tangled: TangledChapter
  /** The folder of the chapter's own. */
  readonly home: string
}

/** Compiles chapters for live runs: each state of one once, in a folder that no build touches. */
export function createLivePrograms() {
  const known = new Map<string, Promise<LivePrograms>>()
  return {
    prepare(bench: Workbench, own: readonly OwnProgram[]): Promise<LivePrograms> {
      const { tangled, lenders } = bench
      const key = keyOf('', [tangled.files, lenders.map(({ files }) => files), own]).slice(0, 12)
      const made = known.get(key) ?? compile(bench, own, join(bench.room.folder.path, key))
      known.set(key, made)
      made.catch(() => known.delete(key))
      return made
    },
  }
}

async function compile(
  { tangled, lenders }: Workbench,
  own: readonly OwnProgram[],
  folder: string,
): Promise<LivePrograms> {
  await Promise.all(lenders.map((lender) => writeCompiled(replacePrograms(lender, []), folder)))
  const whole = replacePrograms(tangled, own)
  try {
    await writeCompiled(whole, folder)
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    await writeCompiled(
      replacePrograms(
        tangled,
        own.map((one) => excuse(one, error)),
      ),
      folder,
    )
  }
  return { tangled: whole, home: join(folder, tangled.chapter.slug) }
}

/** A program that cannot be compiled says so when it is run; the others run as ever. */
function excuse(own: OwnProgram, { problems }: CourseError): OwnProgram {
  const fault = problems.find(({ place }) => place.file === showPath(own.path))
  if (fault === undefined) return own
  const text = `${formatPlace(fault.place)} — ${fault.fact}`
  return { ...own, text: `console.error(${JSON.stringify(text)})\nprocess.exit(1)\nexport {}\n` }
}
