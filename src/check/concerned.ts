import type { TestCase, TestModule } from 'vitest/node'
import type { MutantBlock } from '../course/types.ts'
import { findDependents, findOwnPrograms } from '../tangle/dependencies.ts'
import { CHECKS, type TangledChapter } from '../tangle/tangle.ts'

/**
 * The checks that use a program, by itself or through others: no other can notice its breakage.
 * @param program the broken one
 * @param module the chapter's own run, which tells what each check has used
 * @returns their titles
 */
export function findConcerned(
  { programs, files }: TangledChapter,
  program: string,
  { breaks }: MutantBlock,
  module: TestModule | undefined,
): string[] {
  const dependents = findDependents(program, programs)
  const checks = files.find((file) => file.path === CHECKS)?.text ?? ''
  const imported = findOwnPrograms(checks).some((file) => dependents.has(file))
  const tests = [...(module?.children.allTests() ?? [])]
  const uses = (test: TestCase) => test.meta().programs?.some((file) => dependents.has(file))
  // Servers that go through faults notice nearly every breakage: they are asked only by name.
  const asked = (test: TestCase) =>
    test.meta().trials === undefined || breaks.includes(test.fullName)
  return tests.filter((t) => (imported || uses(t)) && asked(t)).map((test) => test.fullName)
}
