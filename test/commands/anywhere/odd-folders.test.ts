import { expect, test } from 'vitest'
import { HOMES } from '../../../src/commands/anywhere/homes.ts'
import { visit } from '../../../src/commands/anywhere/visit.ts'
import { ROOT } from '../../../src/files/root.ts'

/** What a URL and vite would read as something else than a letter of the path. */
const ODD = HOMES.filter(({ folder }) => /[%#?$'" ]/.test(folder))

test.each(ODD)(
  'a course holds in a folder called $folder',
  async (home) => {
    const course = ['--chapters', 'test/fixtures/courses/sound']
    const command = ['npm', 'run', 'flake', '--', '--times', '1', ...course]
    const { holds, output } = await visit(home, { root: ROOT, command, limit: 120_000 })
    expect(output).toMatch(/\n0 из [1-9]\d*\n/)
    expect(holds).toBe(true)
  },
  150_000,
)
