import { accessSync, constants, realpathSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import type { Problem } from '../course/types.ts'
import { ROOT } from '../files/root.ts'
import { COMPILER_ENVIRONMENT } from '../tangle/compiler-options.ts'

export interface Diagnostic {
  /** Relative to the folder where the compiler ran. */
  readonly path: string
  readonly line: number
  readonly column: number
  readonly code: number
  readonly message: string
}

/** The compiler itself; what `bin/tsc` does before is to look for it, by a Node process of its own. */
const COMPILER = locateCompiler()

function locateCompiler(): readonly string[] {
  const script = join(ROOT, 'node_modules/typescript/bin/tsc')
  try {
    const own = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
    const found = join(dirname(createRequire(realpathSync(script)).resolve(own)), 'lib/tsc')
    accessSync(found, constants.X_OK)
    return [found]
  } catch {
    return [process.execPath, script]
  }
}

let runs = 0

/**
 * Runs the compiler of TypeScript once.
 * @param config what a tsconfig.json says, its paths relative to the folder
 * @param folder must be there
 * @returns what it found, and all that it printed, in Russian: TypeScript brings its own translations
 */
export async function runCompiler(
  config: object,
  folder: string,
): Promise<{ diagnostics: Diagnostic[]; output: string }> {
  runs += 1
  // A name of its own: another command may be checking other files of this course just now.
  const path = join(folder, `tsconfig.${process.pid}${runs}.json`)
  await writeFile(path, JSON.stringify(config))
  const [command = '', ...words] = COMPILER
  const options = ['-p', path, '--pretty', 'false', '--locale', 'ru']
  const { stdout } = await execa(command, [...words, ...options], {
    cwd: folder,
    env: COMPILER_ENVIRONMENT,
    reject: false,
  }).finally(() => rm(path))
  return { diagnostics: readDiagnostics(stdout), output: stdout }
}

/** The compiler said something, but found nothing wrong with any file. */
export function describeStop(output: string): Problem {
  const place = { file: 'tsconfig.json', line: 1, column: 1 }
  return { place, fact: `компилятор остановился: ${output.trim().slice(0, 2000)}`, remedy: '' }
}

function readDiagnostics(output: string): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const line of output.split('\n')) {
    const match = /^(.+?)\((\d+),(\d+)\): error TS(\d+): (.*)$/.exec(line)
    const last = found.at(-1)
    if (match !== null) {
      const [, path = '', row, column, code, message = ''] = match
      found.push({ path, line: Number(row), column: Number(column), code: Number(code), message })
    } else if (line.startsWith('  ') && last !== undefined) {
      found[found.length - 1] = { ...last, message: `${last.message}\n${line}` }
    }
  }
  return found
}
