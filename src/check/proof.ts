import { join } from 'node:path'
import type { Evidence } from '../course/evidence.ts'
import { readSystem } from '../course/system.ts'
import type { Block, MutantBlock } from '../course/types.ts'
import { findDependents } from '../tangle/dependencies.ts'
import { CHECKS, type TangledChapter, type Variant } from '../tangle/tangle.ts'
import { findConcerned } from './concerned.ts'
import { readChapterResults } from './verdict/chapter-results.ts'
import { judgeMutant } from './verdict/judge-mutant.ts'
import { judgeTask } from './verdict/judge-task.ts'
import { isCutShort } from './verdict/surroundings.ts'
import type { ModuleRun } from './vitest/module-run.ts'
import type { SessionModule } from './vitest/session.ts'

/** What is still to be run of a chapter, and what that has shown so far. */
export interface Proof {
  /** Its own scenes and checks; none of a chapter of mere prose. */
  readonly own: SessionModule | undefined
  /** Its mutants, and its tasks with and without their solutions: what they run its own decide. */
  readonly variants: readonly SessionModule[]
  /**
   * Takes in what came of one of its modules.
   * @returns the whole evidence, with the last of them
   */
  take(module: SessionModule, run: ModuleRun): Evidence | undefined
  /** Of what was run so far; of all of it when nothing is left. */
  gather(): Evidence
}

/** @param course the course's folder in `build/` */
export function openProof(tangled: TangledChapter, course: string): Proof {
  const home = join(course, tangled.chapter.slug)
  const { variants } = tangled
  const own = planOwn(tangled, course)
  const runs = new Map<SessionModule | undefined, ModuleRun>()
  let settle: (run: ModuleRun) => void = () => undefined
  const settled = new Promise<ModuleRun>((resolve) => {
    settle = resolve
  })
  const planned = new Map(
    variants.map((variant) => [variant.block, plan(tangled, variant, home, settled)]),
  )
  const count = planned.size + (own === undefined ? 0 : 1)
  const gather = () => {
    const find = (block: Block) => runs.get(planned.get(block as Variant['block'])) ?? NOTHING
    return gatherEvidence(tangled, runs.get(own) ?? NOTHING, find)
  }
  return {
    own,
    variants: [...planned.values()],
    gather,
    take(module, run) {
      // What a broken program upsets outside of the checks is no news.
      runs.set(module, module === own ? run : { ...run, stray: [] })
      if (module === own) settle(run)
      return runs.size === count ? gather() : undefined
    },
  }
}

const NOTHING: ModuleRun = { module: undefined, witness: { ended: new Map() }, stray: [] }

/** A chapter of mere prose is no test file. */
function isProvable({ chapter }: TangledChapter): boolean {
  const isOwn = (block: Block) => block.kind === 'check' && block.task === undefined
  return chapter.scenes.length > 0 || chapter.blocks.some(isOwn)
}

/** The scenes and checks of a chapter as a module, if it has any. */
export function planOwn(tangled: TangledChapter, course: string): SessionModule | undefined {
  const { path, slug } = tangled.chapter
  return isProvable(tangled) ? { path, home: join(course, slug) } : undefined
}

/** A breakage is shown only to the checks that could notice it; a task has checks of its own. */
function plan(
  tangled: TangledChapter,
  { block, program, folder }: Variant,
  chapterHome: string,
  own: Promise<ModuleRun>,
): SessionModule {
  const home = join(chapterHome, folder)
  const module = { path: join(home, CHECKS), home, batch: chapterHome }
  if (block.kind !== 'mutant' || !isProvable(tangled)) return module
  const titles = own.then((run) =>
    // Checks that did not all run on the unbroken programs say nothing of a breakage.
    isCutShort(run) ? [] : findConcerned(tangled, program, block, run.module),
  )
  return { ...module, only: { after: tangled.chapter.path, titles } }
}

function gatherEvidence(
  tangled: TangledChapter,
  own: ModuleRun,
  find: (block: Block) => ModuleRun,
): Evidence {
  const { chapter, variants, programs } = tangled
  const results = readChapterResults(chapter, own)
  const isMutant = (block: Block): block is MutantBlock => block.kind === 'mutant'
  const mutants = isCutShort(own) ? [] : chapter.blocks.filter(isMutant)
  return {
    ...results,
    mutants: mutants.map((block) => {
      const broken = variants.find((v) => v.block === block)?.program ?? ''
      const dependents = findDependents(broken, programs)
      return judgeMutant(block, results.checks, find(block).module, dependents)
    }),
    tasks: chapter.tasks.map((task) =>
      judgeTask(task, chapter, find(task.starter), find(task.solution)),
    ),
    ...readSystem(),
  }
}
