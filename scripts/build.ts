import { findRefusal } from '../src/cache/file.ts'
import { runCommand } from '../src/cli/arguments.ts'
import { UsageError } from '../src/cli/errors.ts'
import { describeFault } from '../src/cli/explain.ts'
import { createProgress } from '../src/cli/report.ts'
import { recallBuilt } from '../src/commands/last-build.ts'
import { describeSystem, readSystem } from '../src/course/system.ts'

const usage = `npm run build [-- --chapters ПАПКА --out ПАПКА --base АДРЕС --epub]
  Проверяет и запускает главы, собирает сайт.
  --chapters  папка с главами (по умолчанию chapters)
  --out       куда положить сайт (по умолчанию site/dist)
  --base      где сайт будет стоять: https://example.org/course/ или /course/
  --epub      сделать и книгу для электронной читалки: course.epub`

const status = await runCommand(
  { usage, options: { base: { type: 'string' }, epub: { type: 'boolean' } } },
  async (options) => {
    const { chapters, out, values } = options
    const base = readBase(values.base)
    const epub = values.epub === true
    const known = recallBuilt({ chapters, out, base, epub })
    const { describeCard } = await import('../src/commands/card-hint.ts')
    const hint = describeCard(chapters, base)
    if (known !== undefined) return report(known, 0, hint)
    const progress = createProgress()
    try {
      const { buildCourse } = await import('../src/commands/build.ts')
      const built = await buildCourse({ chapters, out, base, epub, onProgress: progress.show })
      progress.clear()
      const { describeSkips } = await import('../src/check/verdict/skips.ts')
      return report(built.chapters, built.proved, describeSkips(built.skipped) + hint)
    } finally {
      progress.clear()
    }
  },
)
process.exit(status)

function report(chapters: number, proved: number, notes = ''): number {
  const done = `Готово: глав ${chapters}, запущено заново ${proved}`
  process.stdout.write(`${done}. Проверено на ${describeSystem(readSystem())}\n${notes}`)
  const refusal = findRefusal()
  if (refusal !== undefined) process.stderr.write(`Не запомнено. ${describeFault(refusal)}\n`)
  return 0
}

function readBase(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const isPath = /^(https?:\/\/[^/?#]+)?\/[^?#]*$/.test(value)
  if (isPath && URL.canParse(value, 'http://localhost')) return value
  throw new UsageError(
    '--base — адрес сайта с косой чертой: https://example.org/course/ или /course/',
  )
}
