import type { ChildProcess } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { API, type Project } from 'typescript/unstable/sync'
import { configureCompiler } from '../tangle/compiler-options.ts'

/**
 * Loads these files into TypeScript's own compiler, which is a process of its own; it ends with the
 * questions.
 * @param folder the course's folder in `build/`
 * @param files absolute paths
 */
export function askCompiler<T>(
  folder: string,
  files: readonly string[],
  ask: (project: Project) => T,
): T {
  // A name of its own: another command may be asking of other chapters just now.
  const config = join(folder, `tsconfig.types.${process.pid}.json`)
  writeFileSync(config, JSON.stringify(configureCompiler(folder, files)))
  let api: API | undefined
  try {
    api = new API({ cwd: folder })
    endSilently(api)
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (project === undefined) throw new Error('проект не открылся')
    return ask(project)
  } finally {
    api?.close()
    rmSync(config, { force: true })
  }
}

interface HoldsCompiler {
  readonly client: { readonly channel: { readonly child: ChildProcess } }
}

/** Asked to end (SIGTERM), the compiler now and then prints `context canceled` into the build. */
function endSilently(api: API): void {
  const { child } = (api as unknown as HoldsCompiler).client.channel
  const kill = child.kill.bind(child)
  child.kill = () => kill('SIGKILL')
}
