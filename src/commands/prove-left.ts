import { isComplete, writeEvidence } from '../check/evidence-cache.ts'
import type { Evidence } from '../course/evidence.ts'
import type { Chapter } from '../course/types.ts'
import type { PreparedCourse } from '../tangle/prepare.ts'
import type { Gathered, GatherOptions } from './gather.ts'
import { type Ahead, describeRun } from './prove-ahead.ts'

type Options = Pick<GatherOptions, 'onProgress' | 'watcher'>

/**
 * Runs the chapters that are left, as many at once as are chosen, and keeps what came of them.
 * @param ahead may have begun one of them
 */
export async function proveLeft(
  known: Gathered,
  prepared: PreparedCourse,
  { onProgress, watcher }: Options,
  ahead: Ahead,
): Promise<Gathered> {
  if (known.left.length === 0) return known
  const { openProver } = await import('../check/prove.ts')
  let now = known
  const [working, failures]: [Promise<unknown>[], unknown[]] = [[], []]
  const work = (job: Promise<unknown> | undefined) =>
    working.push(Promise.resolve(job).catch((error: unknown) => failures.push(error)))
  const onEvidence = (chapter: Chapter, evidence: Evidence) => {
    onProgress(`Сыграна глава ${chapter.number}: ${chapter.title}`)
    now = addEvidence(now, chapter, evidence)
    work(keep(chapter, evidence, known.folder))
    work(watcher?.onMore(now))
  }
  const settle = async () => {
    await Promise.all(working.splice(0))
    if (failures.length > 0) throw failures[0]
  }
  const prover = openProver(prepared, { onEvidence })
  try {
    const early = await ahead.take(now.left)
    if (early !== undefined) onEvidence(...early)
    await ahead.close()
    await settle()
    for (;;) {
      const chosen = watcher === undefined ? now.left : watcher.choose(now.left)
      if (chosen.length === 0) return now
      onProgress(describeRun(chosen))
      await prover.prove(chosen.map(({ slug }) => slug))
      await settle()
    }
  } finally {
    await prover.close()
  }
}

function addEvidence(known: Gathered, chapter: Chapter, evidence: Evidence): Gathered {
  return {
    ...known,
    evidence: new Map([...known.evidence, [chapter.slug, evidence]]),
    left: known.left.filter(({ slug }) => slug !== chapter.slug),
    proved: known.proved + 1,
  }
}

async function keep(chapter: Chapter, evidence: Evidence, folder: string): Promise<void> {
  if (isComplete(evidence)) await writeEvidence(chapter, folder, evidence)
}
