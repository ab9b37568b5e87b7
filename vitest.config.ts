import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import type { Announcement } from './src/check/vitest/announcement.ts'
import { chapterPlugin } from './src/check/vitest/chapter-plugin.ts'
import { isolatedPool } from './src/check/vitest/isolated-pool.ts'
import { loadCourse } from './src/course/load.ts'
import { prepareCourse } from './src/tangle/prepare.ts'
import { LongestFirst } from './test/helpers/longest-first.ts'

/** They start no process and change nothing around them: so they may share one. */
const UNITS = [
  'test/{cache,cli,course,files,russian,search,weave,workspace}/**/*.test.ts',
  'test/check/{order,outside-tools}.test.ts',
  'test/check/verdict/**/*.test.ts',
  'test/run/transcript/**/*.test.ts',
  'test/tangle/{constant-expects,data-files,dependencies,lines,mutants,programs,silencers}.test.ts',
  'test/types/signature.test.ts',
]
const BROWSER = 'test/**/*browser.test.ts'

/** `npx vitest chapters/04` watches one chapter; the engine's own tests are the other projects. */
export default defineConfig({
  test: {
    // Tests mostly wait for processes: more of them than processors may go at once.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        plugins: [chapterPlugin(async () => prepareCourse(await loadCourse('chapters')))],
        test: {
          name: 'chapters',
          include: ['chapters/[0-9]*.md'],
          pool: isolatedPool({ onAnnouncement: sayHung }),
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'units',
          include: UNITS,
          exclude: [BROWSER],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'engine',
          include: ['test/**/*.test.ts'],
          exclude: UNITS.map((unit) => unit.replace('*.test.ts', '!(*browser).test.ts')),
          // On a machine that others keep busy too a pause may be longer than any limit: once more then.
          retry: process.env.CI === undefined ? 0 : 1,
          // Of one file: the others run beside it.
          maxConcurrency: 2,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // A machine that has much to do is slow to show what is waited for.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
})

function sayHung(announcement: Announcement): void {
  if (announcement.kind !== 'hung') return
  const { file, title } = announcement
  const what = title === undefined ? 'загрузка проверок' : `проверка «${title}»`
  process.stderr.write(`${file}: зависла ${what}, её процесс остановлен\n`)
}
