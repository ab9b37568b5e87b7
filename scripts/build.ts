import { recallBuilt } from '../src/built.ts'
import { runCommand } from '../src/command.ts'
import { createProgress } from '../src/report.ts'

const usage = `npm run build [-- --chapters ПАПКА --out ПАПКА]
  Проверяет и запускает главы, собирает сайт.
  --chapters  папка с главами (по умолчанию chapters)
  --out       куда положить сайт (по умолчанию site/dist)`

const status = await runCommand({ usage }, async ({ chapters, out }) => {
  const known = recallBuilt({ chapters, out })
  if (known !== undefined) return report(known, 0)
  const progress = createProgress()
  try {
    const { buildCourse } = await import('../src/build.ts')
    const built = await buildCourse({ chapters, out, onProgress: progress.show })
    progress.clear()
    return report(built.chapters, built.proved)
  } finally {
    progress.clear()
  }
})
process.exit(status)

function report(chapters: number, proved: number): number {
  process.stdout.write(`Готово: глав ${chapters}, запущено заново ${proved}\n`)
  return 0
}
