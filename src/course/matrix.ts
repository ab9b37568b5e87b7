import type { Evidence } from './evidence.ts'
import type { Trial } from './faults.ts'
import type { Chapter } from './types.ts'

/** A server of the course, and what came of each fault. */
export interface MatrixRow {
  readonly chapter: number
  /** The chapter's page. */
  readonly slug: string
  readonly program: string
  readonly outcomes: Partial<Record<Trial['fault'], Trial['outcome']>>
}

/** Every server that any chapter's checks have put through faults, in the order of the course. */
export function gatherMatrix(
  chapters: readonly Chapter[],
  evidence: ReadonlyMap<string, Evidence>,
): MatrixRow[] {
  const rows = new Map<string, MatrixRow>()
  for (const { number, slug } of chapters) {
    const checks = evidence.get(slug)?.checks ?? []
    // A check that failed has shown nothing.
    const held = checks.filter(({ status }) => status === 'passed')
    for (const { program, fault, outcome } of held.flatMap((check) => check.trials ?? [])) {
      const own = locate(program) ?? { chapter: number, slug, program }
      const key = `${own.slug}/${own.program}`
      const row = rows.get(key) ?? { ...own, outcomes: {} }
      rows.set(key, { ...row, outcomes: { ...row.outcomes, [fault]: outcome } })
    }
  }
  return [...rows.values()].sort((a, b) => a.chapter - b.chapter)
}

/** `../05-first-server/server.ts` belongs to the chapter that it was borrowed from. */
function locate(program: string): Omit<MatrixRow, 'outcomes'> | undefined {
  const [, slug = '', file = ''] = /^\.\.\/([^/]+)\/(.+)$/.exec(program) ?? []
  return slug === '' ? undefined : { chapter: Number.parseInt(slug, 10), slug, program: file }
}
