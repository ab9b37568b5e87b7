import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { execa } from 'execa'
import { runCommand } from '../src/cli/arguments.ts'
import { type Cost, measure } from '../test/helpers/processor-time.ts'

const usage = `npm test [-- --save файл.md]
  Проверяет всё: стиль, правописание, типы, главы, движок, сайт в браузере.
  --save      куда записать, сколько это заняло, файл .md`

const BUILD = [['run', 'build']]
const BESIDE = [
  ['run', 'lint'],
  ['run', 'spell'],
  ['run', 'typecheck'],
]
const SUITE = [['exec', '--', 'vitest', 'run', '--project', 'units', '--project', 'engine']]

const status = await runCommand(
  { usage, options: { save: { type: 'string' } } },
  async ({ values: { save } }) => {
    const { value, cost } = await measure(testAll)
    const text = `${describe(cost)}\n`
    process.stdout.write(text)
    if (value === 0 && typeof save === 'string') await writeFile(save, `# npm test\n\n${text}`)
    return value
  },
)
process.exit(status)

/** What needs no site goes beside the build: there the processors have to wait now and then. */
async function testAll(): Promise<number> {
  const failed = new AbortController()
  const steps = [runAll(BUILD, failed), runAll(BESIDE, failed)]
  const statuses = await Promise.all(steps)
  const first = statuses.find((one) => one !== 0)
  return first ?? runAll(SUITE, failed)
}

/** One after another, up to the first that fails: that stops the others too. */
async function runAll(steps: readonly (readonly string[])[], failed: AbortController) {
  for (const step of steps) {
    const running = execa('npm', step, {
      stdio: 'inherit',
      reject: false,
      cancelSignal: failed.signal,
    })
    const { exitCode = 1, isCanceled } = await running
    if (isCanceled) return 0
    if (exitCode !== 0) {
      failed.abort()
      return exitCode
    }
  }
  return 0
}

function describe({ processor, clock }: Cost): string {
  const system = `Node.js ${process.version.slice(1)}, ${process.platform} ${process.arch}`
  return `Прошло ${clock.toFixed(0)} с, процессоры (их ${availableParallelism()}) работали ${processor.toFixed(0)} с. ${system}.`
}
