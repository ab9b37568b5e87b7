import { runCommand } from '../src/cli/arguments.ts'
import { listChapters, loadChapter } from '../src/commands/find-chapter.ts'
import { runNotebook } from '../src/commands/notebook.ts'
import { runProgram } from '../src/commands/run-program.ts'
import { loadCourse } from '../src/course/load.ts'

const usage = `npm run chapter                       перечисляет главы и их программы
npm run chapter 4                     разыгрывает главу 4: сцены, потом проверки
npm run chapter 4 server.ts [слова]   запускает одну программу в этом терминале
  --chapters  папка с главами (по умолчанию chapters); пишется до номера:
              npm run chapter -- --chapters ПАПКА 4`

const status = await runCommand(
  { usage, words: 2, rest: true },
  async ({ chapters, words, rest }) => {
    const [number, file] = words
    if (number === undefined) {
      process.stdout.write(`${listChapters(await loadCourse(chapters))}\n`)
      return 0
    }
    const chapter = await loadChapter(chapters, number)
    return file === undefined ? runNotebook(chapter) : runProgram(chapter, file, rest)
  },
)
process.exit(status)
