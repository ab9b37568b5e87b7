import { mkdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { showPath } from '../course/problem.ts'
import type { Problem } from '../course/types.ts'
import { type Diagnostic, describeStop, runCompiler } from './compiler.ts'

/**
 * Checks the types of the reader's programs, just as his editor does.
 * @param config the tsconfig.json of the folder where they lie
 * @param paths absolute
 * @param build the course's folder in `build/`, where nothing disturbs the reader
 */
export async function checkOwnTypes(
  config: string,
  paths: readonly string[],
  build: string,
): Promise<Problem[]> {
  await mkdir(build, { recursive: true })
  const own = { extends: relative(build, config), files: paths, include: [] }
  const { diagnostics, output } = await runCompiler(own, build)
  if (diagnostics.length === 0 && output.trim() !== '') return [describeStop(output)]
  return diagnostics.map((diagnostic) => describe(diagnostic, build))
}

function describe({ path, line, column, code, message }: Diagnostic, build: string): Problem {
  const place = { file: showPath(join(build, path)), line, column }
  return { place, fact: `TS${code}: ${message}`, remedy: '' }
}
