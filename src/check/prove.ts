import type { Evidence } from '../course/evidence.ts'
import type { Chapter } from '../course/types.ts'
import type { PreparedCourse } from '../tangle/prepare.ts'
import type { TangledChapter } from '../tangle/tangle.ts'
import { inOrderOfReading } from './order.ts'
import { openProof, type Proof, planOwn } from './proof.ts'
import { readChapterResults } from './verdict/chapter-results.ts'
import type { ModuleRun } from './vitest/module-run.ts'
import { type OnModule, openSession, type Session, type SessionOptions } from './vitest/session.ts'
import { WORKERS } from './vitest/settings.ts'

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
  { slugs, first, ...options }: ProveOptions,
): Promise<Map<string, Evidence>> {
  const prover = openProver(prepared, options)
  const waited = slugs.filter((slug) => slug === first)
  try {
    const early = await prover.prove(waited)
    const late = await prover.prove(slugs.filter((slug) => !waited.includes(slug)))
    return new Map([...early, ...late])
  } finally {
    await prover.close()
  }
}

/** Proves chapters of one course, some of them after others. */
export interface Prover {
  /** @param slugs chapters in the order in which they are wanted; the others are left alone */
  prove(slugs: readonly string[]): Promise<Map<string, Evidence>>
  close(): Promise<void>
}

export function openProver(
  prepared: PreparedCourse,
  options: Omit<ProveOptions, 'slugs' | 'first'>,
): Prover {
  const session = openSession(prepared, options)
  return {
    async prove(slugs) {
      const wanted = slugs.flatMap((slug) => findChapter(prepared, slug))
      const found = new Map<string, Evidence>()
      await proveGroup(wanted, prepared.folder, session, ({ chapter }, evidence) => {
        found.set(chapter.slug, evidence)
        options.onEvidence?.(chapter, evidence)
      })
      return found
    },
    close: () => session.close(),
  }
}

async function proveGroup(
  group: readonly TangledChapter[],
  folder: string,
  session: Session,
  tell: (tangled: TangledChapter, evidence: Evidence) => void,
): Promise<void> {
  const proofs = group.map((c) => [c, openProof(c, folder)] as const)
  for (const [tangled, proof] of proofs) if (isEmpty(proof)) tell(tangled, proof.gather())
  const take: OnModule = (module, run) => {
    const [tangled, proof] = proofs.find(([, p]) => holds(p, module)) ?? []
    const evidence = proof?.take(module, run)
    if (tangled !== undefined && evidence !== undefined) tell(tangled, evidence)
  }
  const opened = proofs.map(([, proof]) => proof)
  await session.run(inOrderOfReading(opened, WORKERS), take)
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
