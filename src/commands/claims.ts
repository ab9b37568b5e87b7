import { join } from 'node:path'
import { readEvidence } from '../check/evidence-cache.ts'
import { type SettledClaim, settleClaims } from '../course/claims.ts'
import { npmCommand } from '../course/npm-command.ts'
import type { Course } from '../course/types.ts'
import { ROOT } from '../files/root.ts'

/** The claims of a course and what the last run of each chapter said of them, a line each. */
export async function listClaims({ chapters, id, folder }: Course): Promise<string> {
  const settled: SettledClaim[] = []
  for (const chapter of chapters) {
    const evidence = await readEvidence(chapter, join(ROOT, 'build', id))
    settled.push(...settleClaims(chapter, evidence))
  }
  const open = settled.filter(({ claim, checks }) => !claim.history && checks.length === 0)
  return [
    ...settled.map((one) => describe(one, npmCommand('build', folder))),
    `Доказано ${countClaims(settled) - countClaims(open)} из ${countClaims(settled)}`,
  ].join('\n')
}

/** Several chapters may undertake one claim: it holds when all of them have shown it. */
function countClaims(settled: readonly SettledClaim[]): number {
  return new Set(settled.map(({ claim }) => claim.number)).size
}

function describe({ claim, chapter, checks }: SettledClaim, build: string): string {
  const { number, verdict, text } = claim
  const said = text === undefined ? '' : `: ${text}`
  const head = `${number.padEnd(5)} ${verdict}  глава ${chapter.number}${said}`
  const titles = checks.map(({ title }) => `\n      ✓ ${title}`).join('')
  if (claim.history) return `${head}\n      история: источник назван в главе`
  const proof = titles === '' ? `\n      ещё не доказано: ${build}` : titles
  return `${head}${proof}`
}
