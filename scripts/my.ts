import { runCommand } from '../src/cli/arguments.ts'
import { UsageError } from '../src/cli/errors.ts'
import { loadChapter } from '../src/commands/find-chapter.ts'
import { runOwn } from '../src/commands/run-own.ts'

const usage = `npm run my 4 server.ts [слова]   запускает программу главы 4 так, как вы её изменили: вместо
                                 авторских берутся ваши файлы из my/, остальные — авторские
  --chapters  папка с главами (по умолчанию chapters); пишется до номера:
              npm run my -- --chapters ПАПКА 4 server.ts`

const status = await runCommand(
  { usage, words: 2, rest: true },
  async ({ chapters, words: [number, file], rest }) => {
    if (number === undefined || file === undefined)
      throw new UsageError('Какую программу? Назовите главу и файл: 4 server.ts')
    return runOwn(await loadChapter(chapters, number), file, rest)
  },
)
process.exit(status)
