import type { CheckResult, Evidence } from './evidence.ts'
import { formatPlace } from './problem.ts'
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
  const stray = evidence.checks.flatMap((check) => [
    ...findStray(check, chapter),
    ...findNearNumber(check),
  ])
  return [...idle.map(({ claim }) => describeIdle(claim)), ...stray]
}

/** A claim that two chapters judge differently: at least one of them does not hold what it says. */
export function findContradictions(chapters: readonly Chapter[]): Problem[] {
  const known = new Map<string, { readonly claim: Claim; readonly chapter: Chapter }>()
  return chapters.flatMap((chapter) =>
    chapter.claims.flatMap((claim): Problem[] => {
      const first = known.get(claim.number)
      if (first === undefined) known.set(claim.number, { claim, chapter })
      if (first === undefined || first.claim.verdict === claim.verdict) return []
      const other = formatPlace(first.claim.place)
      const fact = `утверждение ${claim.number} решено здесь как ${claim.verdict}, а в главе ${first.chapter.number} — как ${first.claim.verdict} (${other})`
      return [{ place: claim.place, fact, remedy: 'Оставьте один приговор: опыт у них один.' }]
    }),
  )
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

/** `(1.15,2.7)`, `[1.15]`, `(1.15`: a claim that nobody would find in it. */
function findNearNumber({ title, place }: CheckResult): Problem[] {
  const isNear = /(?:^|> )[^\p{L}\d]*\d+\s*[.,]\s*\d+[^\p{L}]*[)\]\uFF09]/u.test(title)
  if (!isNear || readClaimNumbers(title).length > 0) return []
  const fact = `в названии «${title}» номер утверждения не читается`
  return [{ place, fact, remedy: 'Пишите его так: (1.15) …, а несколько — (1.15, 2.7) ….' }]
}

function describeIdle({ number, place }: Claim): Problem {
  const fact = `утверждение ${number} не доказывает ни одна проверка`
  return { place, fact, remedy: `Начните с «(${number})» название проверки, которая его решает.` }
}
