import { buildCourse } from '../src/build.ts'
import { runCommand } from '../src/command.ts'
import { createProgress } from '../src/report.ts'

const usage = `npm run build [-- --chapters ПАПКА --out ПАПКА]
  Проверяет и запускает главы, собирает сайт.
  --chapters  папка с главами (по умолчанию chapters)
  --out       куда положить сайт (по умолчанию site/dist)`

const status = await runCommand({ usage }, async ({ chapters, out }) => {
  const progress = createProgress()
  try {
    const built = await buildCourse({ chapters, out, onProgress: progress.show })
    progress.clear()
    process.stdout.write(`Готово: глав ${built.chapters}, запущено заново ${built.proved}\n`)
    return 0
  } finally {
    progress.clear()
  }
})
process.exit(status)
