import { runCommand } from '../cli/arguments.ts'
import { loadCourse } from '../course/load.ts'
import { listChapters, loadChapter } from './find-chapter.ts'
import { runNotebook } from './notebook.ts'
import { runProgram } from './run-program.ts'

const usage = `npm run chapter                       перечисляет главы и их программы
npm run chapter 4                     разыгрывает главу 4: сцены, потом проверки
npm run chapter 4 server.ts [слова]   запускает одну программу в этом терминале
  --chapters  папка с главами (по умолчанию chapters); пишется до номера:
              npm run chapter -- --chapters ПАПКА 4`

/** @returns its exit status */
export function runChapter(): Promise<number> {
  return runCommand({ usage, words: 2, rest: true }, async ({ chapters, words, rest }) => {
    const [number, file] = words
    if (number === undefined) {
      process.stdout.write(`${listChapters(await loadCourse(chapters))}\n`)
      return 0
    }
    const chapter = await loadChapter(chapters, number)
    return file === undefined ? runNotebook(chapter) : runProgram(chapter, file, rest)
  })
}
