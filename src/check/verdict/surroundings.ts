import type { TestSuite } from 'vitest/node'
import type { CheckResult } from '../../course/evidence.ts'
import type { Chapter, Place } from '../../course/types.ts'
import type { ModuleRun } from '../vitest/module-run.ts'
import { readMessage } from '../vitest/read-message.ts'
import { describeTrouble, findFirstCheck, type Trouble } from '../vitest/trouble.ts'
import { describeDeath, findWritten } from './death.ts'

/**
 * What failed around the checks: their loading, their groups, what runs before and after all.
 * @param start where the checks begin
 */
export function readSurroundings(
  chapter: Chapter,
  run: ModuleRun,
  start: Place = findFirstCheck(chapter),
): CheckResult[] {
  const title = isLoaded(run) ? 'общее для проверок главы выполняется' : LOADING
  const own = run.module?.errors() ?? []
  const groups = [...(run.module?.children.allSuites() ?? [])]
  return [
    ...readDeath(chapter, run, start),
    ...own.map((trouble) => describeTrouble(title, explain(trouble), chapter, start)),
    ...groups.flatMap((group) =>
      group.errors().map((trouble) => {
        const name = `группа «${group.fullName}»`
        return describeTrouble(name, explain(trouble), chapter, placeOf(group, chapter) ?? start)
      }),
    ),
  ]
}

const LOADING = 'проверки главы загружаются'

/** Whether the module came so far that its checks are known. */
export function isLoaded({ module, witness: { death } }: ModuleRun): boolean {
  if (death !== undefined && death.title === undefined) return false
  return module === undefined || module.errors().length === 0 || module.children.size > 0
}

/** Whether they kept checks from running: those that did not run need no other reason. */
export function isCutShort(run: ModuleRun): boolean {
  const { module } = run
  if (!isLoaded(run)) return true
  if (module === undefined) return false
  const groups = [...module.children.allSuites()]
  const tests = [...module.children.allTests()]
  return (
    module.errors().length > 0 ||
    groups.some((group) => group.errors().length > 0) ||
    tests.some((test) => test.result().errors?.some(isOnly))
  )
}

export function isOnly(trouble: Trouble): boolean {
  return readMessage(trouble).startsWith('[Vitest] Unexpected .only modifier')
}

/** Why a check or a group of them is refused that switches off the others. */
export const ONLY = 'выключает остальные проверки главы. Уберите .only'

function placeOf({ location }: TestSuite, { file }: Chapter): Place | undefined {
  return location && { file, ...location }
}

/** vitest's own words, where an author could not make anything of them. */
function explain(trouble: Trouble): Trouble {
  const message = readMessage(trouble)
  if (isOnly(trouble)) return { message: `describe.only ${ONLY}` }
  if (/^No test (suite )?found in/.test(message))
    return { message: 'в ней нет ни одной проверки. Напишите test(…) или уберите её' }
  return trouble
}

/** What nothing but the pool knows of: there is no check that could be blamed. */
function readDeath(chapter: Chapter, { module, witness }: ModuleRun, start: Place): CheckResult[] {
  const { death } = witness
  const tests = [...(module?.children.allTests() ?? [])]
  if (death === undefined || tests.some((test) => test.fullName === death.title)) return []
  const { title } = death
  const place = title === undefined ? undefined : findWritten(chapter, title)
  if (title !== undefined && place !== undefined)
    return [{ title, place, status: 'failed', duration: 0, reason: describeDeath(death) }]
  const message = death.kind === 'hung' ? NEVER : 'их процесс умер'
  return [describeTrouble(LOADING, { message }, chapter, start)]
}

const NEVER =
  'так и не загрузились, их процесс остановлен. Вне test() ничего не ждите: ни циклом, ни через await'
