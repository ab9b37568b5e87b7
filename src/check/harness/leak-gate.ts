import type { Left } from '../../run/leaks/left.ts'
import { GRACES } from '../../run/process/limits.ts'
import { makeTemporary } from '../../run/process/temporary.ts'
import { waitFor } from '../../run/process/wait.ts'
import { type Resource, watchResources } from './resources.ts'

/** Stands around one check: what it has opened in its own process must be closed behind it. */
interface CheckGate {
  /**
   * Tells of all that was left: sockets, timers, children, files.
   * @param forgiven AF_UNIX paths whose programs were stopped by us
   */
  close(forgiven: readonly string[]): Promise<Left[]>
}

/** @param file the check's own file: what other modules open for themselves is theirs to close */
export function openCheckGate(file: string): CheckGate {
  const outer = process.env.TMPDIR
  const temporary = makeTemporary()
  process.env.TMPDIR = temporary.path
  const watch = watchResources()
  return {
    async close(forgiven) {
      // Closing takes a turn of the loop, the end of a child even more, on a busy machine seconds.
      await waitFor(() => watch.left(file).length === 0, GRACES.close)
      const resources = watch.left(file)
      watch.stop()
      const files = temporary.left(forgiven).map((name) => describeFile(name, temporary.path))
      temporary.remove()
      if (outer === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = outer
      return [...resources.map(describeResource), ...files]
    },
  }
}

function describeResource({ name, stack }: Resource): Left {
  const error = new Error(
    `проверка не закрыла за собой: ${name}. Закрывайте сами или в afterEach()`,
  )
  if (stack !== undefined) error.stack = `${error.name}: ${error.message}\n${stack}`
  return { error }
}

function describeFile(name: string, folder: string): Left {
  const fact = `после проверки остался временный файл «${name}». Удаляйте за собой в finally`
  return { error: new Error(fact), path: `${folder}/${name}` }
}
