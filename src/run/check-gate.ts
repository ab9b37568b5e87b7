import { graces } from './limits.ts'
import { type Resource, watchResources } from './resources.ts'
import { makeTemporary } from './temporary.ts'
import { waitFor } from './wait.ts'

/** Stands around one check: what it has opened in its own process must be closed behind it. */
export interface CheckGate {
  /**
   * Tells of all that was left: sockets, timers, children, files.
   * @param forgiven AF_UNIX paths whose programs were stopped by us
   */
  close(forgiven: readonly string[]): Promise<Error[]>
}

/** @param file the check's own file: what other modules open for themselves is theirs to close */
export function openCheckGate(file: string): CheckGate {
  const outer = process.env.TMPDIR
  const temporary = makeTemporary()
  process.env.TMPDIR = temporary.path
  const watch = watchResources()
  return {
    async close(forgiven) {
      // Closing takes a turn of the loop, the end of a child even more.
      await waitFor(() => watch.left(file).length === 0, graces.leave)
      const resources = watch.left(file)
      watch.stop()
      const files = temporary.left(forgiven)
      temporary.remove()
      if (outer === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = outer
      return [...resources.map(describeResource), ...files.map(describeFile)]
    },
  }
}

function describeResource({ name, stack }: Resource): Error {
  const error = new Error(
    `проверка не закрыла за собой: ${name}. Закрывайте сами или в afterEach()`,
  )
  if (stack !== undefined) error.stack = `${error.name}: ${error.message}\n${stack}`
  return error
}

function describeFile(name: string): Error {
  return new Error(`после проверки остался временный файл «${name}». Удаляйте за собой в finally`)
}
