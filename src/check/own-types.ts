import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { showPath } from '../course/problem.ts'
import type { Problem } from '../course/types.ts'
import { type Diagnostic, describeStop, runCompiler } from './compiler.ts'
import { type ResidentCompiler, startCompiler } from './resident-compiler.ts'

/** Checks the types of the reader's programs, just as his editor does. */
export interface OwnTypes {
  /**
   * @param config the tsconfig.json of the folder where they lie
   * @param paths absolute
   */
  check(config: string, paths: readonly string[]): Promise<Problem[]>
  /** Reads all that these programs need, so that the first check of them is as quick as any. */
  warm(config: string, paths: readonly string[]): void
  close(): void
}

/** @param folder nobody else's; must be there as long as anything is checked */
export function openOwnTypes(folder: string): OwnTypes {
  const configs = new Map<string, string>()
  let compiler: Promise<ResidentCompiler> | undefined
  const configure = (config: string, paths: readonly string[]) => {
    const key = JSON.stringify([config, paths])
    const known = configs.get(key)
    if (known !== undefined) return known
    const path = join(folder, `tsconfig.own.${configs.size}.json`)
    writeFileSync(path, JSON.stringify(describeProgram(folder, config, paths)))
    configs.set(key, path)
    return path
  }
  const ask = async (config: string, paths: readonly string[]) => {
    compiler ??= startCompiler(folder)
    const own = compiler
    try {
      return await (await own).isSound(configure(config, paths))
    } catch {
      // It has died: the next question finds a new one.
      if (compiler === own) compiler = undefined
      own.then((dead) => dead.close()).catch(() => undefined)
      return false
    }
  }
  return {
    check: async (config, paths) =>
      (await ask(config, paths)) ? [] : explain(folder, config, paths),
    warm: (config, paths) => void ask(config, paths),
    close() {
      compiler?.then((own) => own.close()).catch(() => undefined)
    },
  }
}

/** By a compiler that is started for that: it takes its time, and it speaks the reader's language. */
async function explain(
  folder: string,
  config: string,
  paths: readonly string[],
): Promise<Problem[]> {
  const own = describeProgram(folder, config, paths)
  const { diagnostics, output } = await runCompiler(own, folder)
  if (diagnostics.length === 0 && output.trim() !== '') return [describeStop(output)]
  return diagnostics.map((one) => describe(one, folder))
}

function describeProgram(folder: string, config: string, paths: readonly string[]) {
  return { extends: relative(folder, config), files: paths, include: [] }
}

function describe({ path, line, column, code, message }: Diagnostic, folder: string): Problem {
  const place = { file: showPath(join(folder, path)), line, column }
  return { place, fact: `TS${code}: ${message}`, remedy: '' }
}
