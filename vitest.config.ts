import { defineConfig } from 'vitest/config'
import type { Announcement } from './src/check/vitest/announcement.ts'
import { chapterPlugin } from './src/check/vitest/chapter-plugin.ts'
import { isolatedPool } from './src/check/vitest/isolated-pool.ts'
import { loadCourse } from './src/course/load.ts'
import { prepareCourse } from './src/tangle/prepare.ts'

/** `npx vitest chapters/04` watches one chapter; the engine's own tests are the other project. */
export default defineConfig({
  test: {
    // Tests mostly wait for processes: more of them than processors may go at once.
    maxWorkers: 4,
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
          name: 'engine',
          include: ['test/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
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
