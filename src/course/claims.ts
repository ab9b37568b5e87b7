import type { CheckResult, Evidence } from './evidence.ts'
import type { Chapter, Claim, Problem } from './types.ts'

/** A claim and the checks that settle it. */
export interface SettledClaim {
  readonly claim: Claim
  readonly chapter: Chapter
  readonly checks: readonly CheckResult[]
}

/** The claims that a chapter undertakes to settle, each with its checks. */
export function settleClaims(
  chapter: Chapter,
  evidence: Pick<Evidence, 'checks'> | undefined,
): SettledClaim[] {
  const checks = evidence?.checks ?? []
  return chapter.claims.map((claim) => ({
    claim,
    chapter,
    checks: checks.filter((check) => readClaimNumbers(check.title).includes(claim.number)),
  }))
}

/** A claim that no check settles, and a check that settles a claim which nobody made. */
export function findUnsettled(chapter: Chapter, evidence: Pick<Evidence, 'checks'>): Problem[] {
  const idle = settleClaims(chapter, evidence).filter(
    ({ claim, checks }) => checks.length === 0 && !claim.history,
  )
  const stray = evidence.checks.flatMap((check) => findStray(check, chapter))
  return [...idle.map(({ claim }) => describeIdle(claim)), ...stray]
}

/** `(1.15, 2.7) connect() не ждёт accept()` */
export function readClaimNumbers(title: string): string[] {
  const [, list = ''] = /(?:^|> )\((\d+\.\d+(?:, \d+\.\d+)*)\)/.exec(title) ?? []
  return list === '' ? [] : list.split(', ')
}

function findStray({ title, place }: CheckResult, { claims }: Chapter): Problem[] {
  return readClaimNumbers(title)
    .filter((number) => !claims.some((claim) => claim.number === number))
    .map((number) => ({
      place,
      fact: `проверка решает утверждение ${number}, которого нет в шапке главы`,
      remedy: `Впишите его в claims: «  ${number}: Н — что говорят».`,
    }))
}

function describeIdle({ number, place }: Claim): Problem {
  const fact = `утверждение ${number} не доказывает ни одна проверка`
  return { place, fact, remedy: `Начните с «(${number})» название проверки, которая его решает.` }
}
