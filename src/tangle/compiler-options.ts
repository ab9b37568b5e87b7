import { join, relative } from 'node:path'
import { ROOT } from '../files/root.ts'

/** It lives for a second: memory is cheaper than collecting garbage, by a quarter of its time. */
export const COMPILER_ENVIRONMENT = { GOGC: '400' } as const

/**
 * How TypeScript is to read tangled files: by the project's own strict settings; only what a
 * growing program needs differs.
 * @param folder the course's folder in `build/`, where the configuration will lie
 * @param files absolute, or relative to that folder
 */
export function configureCompiler(folder: string, files: readonly string[]) {
  return {
    extends: relative(folder, join(ROOT, 'tsconfig.json')),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      exactOptionalPropertyTypes: false,
      rootDir: ROOT,
      typeRoots: [join(ROOT, 'node_modules/@types')],
    },
    files,
    include: [],
    exclude: [],
  }
}
