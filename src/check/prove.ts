import { join } from 'node:path'
import type { TestCase, TestModule } from 'vitest/node'
import type { Evidence } from '../course/evidence.ts'
import { readSystem } from '../course/system.ts'
import type { Block, MutantBlock } from '../course/types.ts'
import { findDependents, findOwnPrograms } from '../tangle/dependencies.ts'
import type { PreparedCourse } from '../tangle/prepare.ts'
import { CHECKS, type TangledChapter, type Variant } from '../tangle/tangle.ts'
import { readChapterResults } from './verdict/chapter-results.ts'
import { judgeMutant } from './verdict/judge-mutant.ts'
import { judgeTask } from './verdict/judge-task.ts'
import { isCutShort } from './verdict/surroundings.ts'
import type { ModuleRun } from './vitest/module-run.ts'
import { openSession, type SessionOptions, type SessionRun } from './vitest/session.ts'
import type { Trouble } from './vitest/trouble.ts'

export interface ProveOptions extends SessionOptions {
  /** The chapters to prove, by slug; the others are left alone. */
  readonly slugs: readonly string[]
}

/**
 * Runs the scenes and checks of chapters as vitest files, each in a process of its own; then the
 * mutants, and the tasks with and without their solutions.
 * @returns evidence by the chapter's slug, also of what failed
 */
export async function proveChapters(
  prepared: PreparedCourse,
  options: ProveOptions,
): Promise<Map<string, Evidence>> {
  const session = openSession(prepared, options)
  try {
    const chapters = prepared.chapters.filter((c) => options.slugs.includes(c.chapter.slug))
    const own = await session.run(chapters.filter(isProvable).map((c) => c.chapter.path))
    for (const c of chapters) chooseChecks(c, prepared.folder, own, session.chosen)
    const homes = chapters.flatMap((c) => listHomes(c, prepared.folder, own))
    const varied = await session.run(homes.map((home) => join(home, CHECKS)))
    const gatherOne = (c: TangledChapter) => gather(c, prepared.folder, own, varied)
    return new Map(chapters.map((c) => [c.chapter.slug, gatherOne(c)]))
  } finally {
    await session.close()
  }
}

/**
 * Runs the scenes and checks of chapters again and again, without mutants and tasks.
 * @param onRound hears what each chapter showed in a round
 */
export async function repeatChapters(
  { chapters, ...prepared }: PreparedCourse,
  times: number,
  onRound: (results: readonly Pick<Evidence, 'checks' | 'scenes'>[]) => void,
): Promise<void> {
  const session = openSession({ chapters, ...prepared }, {})
  try {
    const provable = chapters.filter(isProvable)
    for (let round = 0; round < times; round++) {
      const own = await session.run(provable.map((c) => c.chapter.path))
      onRound(provable.map((c) => readOwn(c, prepared.folder, own)))
    }
  } finally {
    await session.close()
  }
}

/** A chapter of mere prose is no test file. */
function isProvable({ chapter }: TangledChapter): boolean {
  const isOwn = (block: Block) => block.kind === 'check' && block.task === undefined
  return chapter.scenes.length > 0 || chapter.blocks.some(isOwn)
}

function homeOf({ chapter }: TangledChapter, { folder }: Variant, course: string): string {
  return join(course, chapter.slug, folder)
}

/** Checks that did not all run on the unbroken programs say nothing of a breakage. */
function listHomes(tangled: TangledChapter, folder: string, own: SessionRun): string[] {
  const cut = isCutShort(findOwn(tangled, folder, own))
  const wanted = tangled.variants.filter(({ block }) => !cut || block.kind !== 'mutant')
  return wanted.map((variant) => homeOf(tangled, variant, folder))
}

/** A breakage is shown only to the checks that could notice it; a task has checks of its own. */
function chooseChecks(
  tangled: TangledChapter,
  course: string,
  own: SessionRun,
  chosen: Map<string, readonly string[]>,
): void {
  const module = own.find(tangled.chapter.path)
  for (const variant of tangled.variants) {
    if (variant.block.kind !== 'mutant') continue
    const titles = findConcerned(tangled, variant.program, variant.block, module)
    chosen.set(homeOf(tangled, variant, course), titles)
  }
}

/** The checks that use a program, by itself or through others: no other can notice its breakage. */
function findConcerned(
  { programs, files }: TangledChapter,
  program: string,
  { breaks }: MutantBlock,
  module: TestModule | undefined,
): string[] {
  const dependents = findDependents(program, programs)
  const checks = files.find((file) => file.path === CHECKS)?.text ?? ''
  const imported = findOwnPrograms(checks).some((file) => dependents.has(file))
  const tests = [...(module?.children.allTests() ?? [])]
  const uses = (test: TestCase) => test.meta().programs?.some((file) => dependents.has(file))
  // Servers that go through faults notice nearly every breakage: they are asked only by name.
  const asked = (test: TestCase) =>
    test.meta().trials === undefined || breaks.includes(test.fullName)
  return tests.filter((t) => (imported || uses(t)) && asked(t)).map((test) => test.fullName)
}

function gather(
  tangled: TangledChapter,
  folder: string,
  own: SessionRun,
  varied: SessionRun,
): Evidence {
  const { chapter, variants } = tangled
  const results = readOwn(tangled, folder, own)
  const find = (block: Block): ModuleRun => {
    const variant = variants.find((v) => v.block === block) as Variant
    const home = homeOf(tangled, variant, folder)
    return { module: varied.find(join(home, CHECKS)), witness: varied.of(home), stray: [] }
  }
  const cut = isCutShort(findOwn(tangled, folder, own))
  const mutants = chapter.blocks.filter(
    (block): block is MutantBlock => block.kind === 'mutant' && !cut,
  )
  const judge = (block: MutantBlock) => {
    const broken = variants.find((v) => v.block === block)?.program ?? ''
    const dependents = findDependents(broken, tangled.programs)
    return judgeMutant(block, results.checks, find(block).module, dependents)
  }
  return {
    ...results,
    mutants: mutants.map((block) => judge(block)),
    tasks: chapter.tasks.map((task) =>
      judgeTask(task, chapter, find(task.starter), find(task.solution)),
    ),
    ...readSystem(),
  }
}

function readOwn(tangled: TangledChapter, folder: string, own: SessionRun) {
  return readChapterResults(tangled.chapter, findOwn(tangled, folder, own))
}

function findOwn({ chapter }: TangledChapter, folder: string, own: SessionRun): ModuleRun {
  return {
    module: own.find(chapter.path),
    witness: own.of(join(folder, chapter.slug)),
    stray: own.stray.filter((trouble) => concerns(trouble, chapter.path)),
  }
}

/** An error of which nobody knows where it comes from concerns every chapter. */
function concerns({ stacks = [], path: source }: Trouble, path: string): boolean {
  if (source !== undefined) return source === path
  const chapters = stacks.filter(({ file }) => file.endsWith('.md'))
  return chapters.length === 0 || chapters.some(({ file }) => file === path)
}
