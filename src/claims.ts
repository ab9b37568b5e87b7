import { join } from 'node:path'
import { readEvidence } from './check/evidence-cache.ts'
import { type SettledClaim, settleClaims } from './course/claims.ts'
import { ROOT } from './course/root.ts'
import type { Course } from './course/types.ts'

/** The claims of a course and what the last run of each chapter said of them, a line each. */
export async function listClaims({ chapters, id }: Course): Promise<string> {
  const settled: SettledClaim[] = []
  for (const chapter of chapters) {
    const evidence = await readEvidence(chapter, join(ROOT, 'build', id))
    settled.push(...settleClaims(chapter, evidence))
  }
  const proved = settled.filter(({ claim, checks }) => claim.history || checks.length > 0).length
  return [...settled.map(describe), `Доказано ${proved} из ${settled.length}`].join('\n')
}

function describe({ claim, chapter, checks }: SettledClaim): string {
  const titles = checks.map(({ title }) => `\n      ✓ ${title}`).join('')
  if (claim.history)
    return `${claim.number.padEnd(5)} ${claim.verdict}  глава ${chapter.number}\n      история: источник назван в главе`
  const proof = titles === '' ? '\n      ещё не доказано: npm run build' : titles
  return `${claim.number.padEnd(5)} ${claim.verdict}  глава ${chapter.number}${proof}`
}
