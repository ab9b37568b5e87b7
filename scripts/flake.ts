import { resolve } from 'node:path'
import { runCommand } from '../src/cli/arguments.ts'
import { UsageError } from '../src/cli/errors.ts'
import { loadWanted } from '../src/commands/find-chapter.ts'
import { measureFlakes } from '../src/commands/flake/measure.ts'

const usage = `npm run flake -- --times 20 [--busy] [4 5]
  Повторяет сцены и проверки и считает, как часто какая из них не удалась.
  4 5         номера глав (без них — все главы)
  --times     сколько прогонов (по умолчанию 20)
  --busy      занять тем временем все процессоры
  --save      куда записать итог, файл .md
  --chapters  папка с главами (по умолчанию chapters)`

const status = await runCommand(
  {
    usage,
    words: Infinity,
    options: { times: { type: 'string' }, busy: { type: 'boolean' }, save: { type: 'string' } },
  },
  async ({ chapters, values, words }) => {
    const { course, only } = await loadWanted(chapters, words)
    const save = typeof values.save === 'string' ? { save: resolve(values.save) } : {}
    const times = readTimes(values.times)
    return measureFlakes(course, only, { times, busy: values.busy === true, ...save })
  },
)
process.exit(status)

function readTimes(value: unknown = '20'): number {
  if (typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value)) return Number(value)
  throw new UsageError('--times — число прогонов от 1 до 99999')
}
