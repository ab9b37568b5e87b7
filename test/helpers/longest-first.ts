import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { ROOT } from '../../src/files/root.ts'

/** They take longest, and what begins last must not be what ends last; as a full run measured it. */
const LONGEST = [
  'test/run/pasted/part-two.test.ts',
  'test/run/pasted/part-one.test.ts',
  'test/run/pasted/part-three.test.ts',
  'test/e2e/site.test.ts',
  'test/commands/failing-runs.test.ts',
  'test/check/refused-checks.test.ts',
  'test/e2e/reading.test.ts',
  'test/commands/chapter.test.ts',
  'test/run/scene/scene.test.ts',
  'test/commands/build.test.ts',
  'test/weave/code/types-browser.test.ts',
  'test/check/harness/harness.test.ts',
  'test/commands/serve/serve.test.ts',
]

/** The longest files first, then whatever vitest thinks best. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) => {
      const index = LONGEST.indexOf(relative(ROOT, moduleId))
      return index === -1 ? LONGEST.length : index
    }
    return sorted.sort((a, b) => rank(a) - rank(b))
  }
}
