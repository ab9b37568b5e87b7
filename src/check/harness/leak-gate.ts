import type { Left } from '../../run/leaks/left.ts'
import type { Surroundings } from '../../run/leaks/outside.ts'
import { type Leftover, openWorkplace, type Workplace } from '../../run/leaks/workplace.ts'
import { GRACES } from '../../run/process/limits.ts'
import { waitFor } from '../../run/process/wait.ts'
import { saveProcess } from './process-state.ts'
import { type Resource, watchResources } from './resources.ts'

/** Stands around one check: what it has opened in its own process must be closed behind it. */
interface CheckGate {
  /** Where the check and its programs run. */
  readonly workplace: Workplace
  /**
   * Tells of all that was left: sockets, timers, children, files.
   * @param forgiven AF_UNIX paths whose programs were stopped by us
   * @param isHasty gives nothing the time to close
   */
  close(forgiven: readonly string[], isHasty?: boolean): Promise<Left[]>
}

/**
 * @param file the check's own file: what other modules open for themselves is theirs to close
 * @param surroundings where its chapter and its programs lie
 */
export function openCheckGate(file: string, surroundings?: Surroundings): CheckGate {
  const restore = saveProcess()
  const workplace = openWorkplace(surroundings)
  Object.assign(process.env, workplace.environment)
  process.chdir(workplace.folder)
  const watch = watchResources()
  return {
    workplace,
    async close(forgiven, isHasty = false) {
      // Closing takes a turn of the loop, the end of a child even more, on a busy machine seconds.
      if (!isHasty) await waitFor(() => watch.left(file).length === 0, GRACES.close)
      const resources = watch.left(file)
      watch.stop()
      restore()
      const files = workplace.left(forgiven).map(describeFile)
      workplace.remove()
      return [...describeAlike(resources), ...files]
    },
  }
}

/** What one line has opened a thousand times is told once. */
function describeAlike(resources: readonly Resource[]): Left[] {
  const alike = new Map<string, Resource[]>()
  for (const one of resources) {
    const key = `${one.name}\n${one.stack}`
    alike.set(key, [...(alike.get(key) ?? []), one])
  }
  return [...alike.values()].map((all) => describeResource(all[0] as Resource, all.length))
}

function describeResource({ name, stack }: Resource, count: number): Left {
  const what = count === 1 ? name : `${name} (таких ${count})`
  const error = new Error(
    `проверка не закрыла за собой: ${what}. Закрывайте сами или в afterEach()`,
  )
  if (stack !== undefined) error.stack = `${error.name}: ${error.message}\n${stack}`
  return { error }
}

function describeFile({ fact, path }: Leftover): Left {
  return { error: new Error(`после проверки ${fact}. Удаляйте за собой в finally`), path }
}
