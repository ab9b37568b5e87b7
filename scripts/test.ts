import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { execa } from 'execa'
import { runCommand } from '../src/cli/arguments.ts'
import { type Cost, measure } from '../test/helpers/processor-time.ts'

const usage = `npm test [-- --save файл.md]
  Проверяет всё: стиль, правописание, типы, главы, движок, сайт в браузере.
  --save      куда записать, сколько это заняло, файл .md`

const BUILD = [['npm', 'run', 'build']]
const BESIDE = [
  ['npm', 'run', 'lint'],
  ['npm', 'run', 'spell'],
  ['npm', 'run', 'typecheck'],
]
/**
 * On a machine that others keep busy too a pause may be longer than any limit: in CI what was red
 * plays once more (what was green is known by then), as the engine's tests do (vitest.config.ts).
 */
const BUILD_TRIES = process.env.CI === undefined ? 1 : 2
const SUITE = [['vitest', 'run', '--project', 'units', '--project', 'engine']]

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
  const steps = [runAll(BUILD, failed, BUILD_TRIES), runAll(BESIDE, failed)]
  const statuses = await Promise.all(steps)
  const first = statuses.find((one) => one !== 0)
  return first ?? runAll(SUITE, failed)
}

/** One after another, up to the first that fails at each try: that stops the others too. */
async function runAll(
  steps: readonly (readonly string[])[],
  failed: AbortController,
  tries = 1,
): Promise<number> {
  for (const step of steps) {
    const status = await runStep(step, failed.signal, tries)
    if (status !== 0) {
      failed.abort()
      return status
    }
  }
  return 0
}

async function runStep(step: readonly string[], cancelSignal: AbortSignal, tries: number) {
  const [command = '', ...words] = step
  const options = { stdio: 'inherit', reject: false, preferLocal: true, cancelSignal } as const
  const running = execa(command, words, options)
  const { exitCode = 1, isCanceled } = await running
  if (isCanceled || exitCode === 0) return 0
  if (tries === 1) return exitCode
  process.stdout.write('Ещё раз: красным бывает и то, чему помешала занятая машина.\n')
  return runStep(step, cancelSignal, tries - 1)
}

function describe({ processor, clock }: Cost): string {
  const system = `Node.js ${process.version.slice(1)}, ${process.platform} ${process.arch}`
  return `Прошло ${clock.toFixed(0)} с, процессоры (их ${availableParallelism()}) работали ${processor.toFixed(0)} с. ${system}.`
}
