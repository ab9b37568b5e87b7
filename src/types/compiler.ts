import { rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { API, type Project } from 'typescript/unstable/sync'
import { ROOT } from '../course/root.ts'

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
  writeFileSync(config, JSON.stringify(configure(folder, files)))
  let api: API | undefined
  try {
    api = startServer(folder)
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (project === undefined) throw new Error('проект не открылся')
    return ask(project)
  } finally {
    api?.close()
    rmSync(config, { force: true })
  }
}

/** As little garbage is collected as in the check of types. */
function startServer(cwd: string): API {
  const { GOGC } = process.env
  process.env.GOGC = '400'
  try {
    return new API({ cwd })
  } finally {
    if (GOGC === undefined) delete process.env.GOGC
    else process.env.GOGC = GOGC
  }
}

function configure(folder: string, files: readonly string[]) {
  return {
    extends: relative(folder, join(ROOT, 'tsconfig.json')),
    compilerOptions: {
      exactOptionalPropertyTypes: false,
      rootDir: ROOT,
      typeRoots: [join(ROOT, 'node_modules/@types')],
    },
    files,
    include: [],
    exclude: [],
  }
}
