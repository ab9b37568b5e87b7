import type { Trouble } from './trouble.ts'

/** An error outside of any test, with the chapters' lines that its stack names. */
export function traceError(error: Error): Trouble {
  const { message, stack } = error
  // vitest's own note of the module that was running.
  const { VITEST_TEST_PATH: path } = error as { VITEST_TEST_PATH?: string }
  const frames = String(stack ?? '').matchAll(/(\/[^\s():]+\.md):(\d+):(\d+)/g)
  return {
    message,
    ...(path === undefined ? {} : { path }),
    stacks: [...frames].map(([, file = '', line, column]) => ({
      file,
      line: Number(line),
      column: Number(column),
    })),
  }
}
