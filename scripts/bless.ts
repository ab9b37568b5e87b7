import { runCommand } from '../src/cli/arguments.ts'
import { createProgress } from '../src/cli/report.ts'
import { blessChapters } from '../src/commands/bless.ts'
import { loadWanted } from '../src/commands/find-chapter.ts'
import { CourseError } from '../src/course/problem.ts'

const usage = `npm run bless [4] [-- --chapters ПАПКА]
  Записывает в главы то, что на самом деле печатают их сцены; смотрите потом git diff.
  4           номер главы (без него — все главы)
  --chapters  папка с главами (по умолчанию chapters)`

const status = await runCommand({ usage, words: 1 }, async ({ chapters, words }) => {
  const { course, only } = await loadWanted(chapters, words)
  const progress = createProgress()
  try {
    const { changed, problems } = await blessChapters(course, only, progress.show)
    progress.clear()
    const files = changed.map((chapter) => chapter.file).join(', ')
    if (files !== '') process.stdout.write(`Переписано: ${files}\n`)
    if (problems.length > 0) throw new CourseError(problems)
    if (files === '') process.stdout.write('Все терминалы и так верны\n')
    return 0
  } finally {
    progress.clear()
  }
})
process.exit(status)
