import type { Evidence } from '../course/evidence.ts'
import type { Chapter } from '../course/types.ts'
import type { PreparedCourse } from '../tangle/prepare.ts'
import type { TangledChapter } from '../tangle/tangle.ts'
import { inOrderOfReading } from './order.ts'
import { openProof, type Proof, planOwn } from './proof.ts'
import { readChapterResults } from './verdict/chapter-results.ts'
import type { ModuleRun } from './vitest/module-run.ts'
import { type OnModule, openSession, type SessionOptions, WORKERS } from './vitest/session.ts'

interface ProveOptions extends SessionOptions {
  /** The chapters to prove, by slug, in the order in which they are wanted. */
  readonly slugs: readonly string[]
  /** The one that is waited for: until it is through no other is begun. */
  readonly first?: string
  /** Hears of a chapter as soon as all of it is through. */
  readonly onEvidence?: (chapter: Chapter, evidence: Evidence) => void
}

/**
 * Runs the scenes and checks of chapters as vitest files, each in a process of its own; of each
 * chapter then the mutants, and the tasks with and without their solutions.
 * @returns evidence by the chapter's slug, also of what failed
 */
export async function proveChapters(
  prepared: PreparedCourse,
  options: ProveOptions,
): Promise<Map<string, Evidence>> {
  const wanted = options.slugs.flatMap((slug) => findChapter(prepared, slug))
  const first = wanted.filter((c) => c.chapter.slug === options.first)
  const groups = [first, wanted.filter((c) => !first.includes(c))]
  const session = openSession(prepared, options)
  const found = new Map<string, Evidence>()
  const tell = ({ chapter }: TangledChapter, evidence: Evidence) => {
    found.set(chapter.slug, evidence)
    options.onEvidence?.(chapter, evidence)
  }
  try {
    for (const group of groups) {
      const proofs = group.map((c) => [c, openProof(c, prepared.folder)] as const)
      for (const [tangled, proof] of proofs) if (isEmpty(proof)) tell(tangled, proof.gather())
      const take: OnModule = (module, run) => {
        const [tangled, proof] = proofs.find(([, p]) => holds(p, module)) ?? []
        const evidence = proof?.take(module, run)
        if (tangled !== undefined && evidence !== undefined) tell(tangled, evidence)
      }
      await session.run(
        inOrderOfReading(
          proofs.map(([, proof]) => proof),
          WORKERS,
        ),
        take,
      )
    }
  } finally {
    await session.close()
  }
  return found
}

/**
 * Runs the scenes and checks of chapters again and again, without mutants and tasks.
 * @param onRound hears what each chapter showed in a round
 */
export async function repeatChapters(
  prepared: PreparedCourse,
  times: number,
  onRound: (results: readonly Pick<Evidence, 'checks' | 'scenes'>[]) => void,
): Promise<void> {
  const session = openSession(prepared, {})
  const modules = prepared.chapters.flatMap((c) => planOwn(c, prepared.folder) ?? [])
  try {
    for (let round = 0; round < times; round++) {
      const runs = new Map<string, ModuleRun>()
      await session.run(modules, ({ path }, run) => void runs.set(path, run))
      const read = ({ chapter }: TangledChapter) => {
        const run = runs.get(chapter.path)
        return run === undefined ? [] : readChapterResults(chapter, run)
      }
      onRound(prepared.chapters.flatMap(read))
    }
  } finally {
    await session.close()
  }
}

function findChapter({ chapters }: PreparedCourse, slug: string): TangledChapter[] {
  return chapters.filter(({ chapter }) => chapter.slug === slug)
}

function isEmpty({ own, variants }: Proof): boolean {
  return own === undefined && variants.length === 0
}

function holds({ own, variants }: Proof, module: Parameters<OnModule>[0]): boolean {
  return own === module || variants.includes(module)
}
