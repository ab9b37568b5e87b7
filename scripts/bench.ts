import { resolve } from 'node:path'
import { runCommand } from '../src/cli/arguments.ts'
import { UsageError } from '../src/cli/errors.ts'

const usage = `npm run bench socket [-- --rounds 45 --save файл.md]
npm run bench site [-- --rounds 3 --save файл.md]
npm run bench start [-- --rounds 3 --save файл.md]
npm run bench lab [-- --rounds 20 --save файл.md]
npm run bench build [глава] [-- --save файл.md]
  Измеряет библиотеку сокетов рядом с Python, C и node:net, сайт рядом с другими,
  начало (первая страница, программа, сборка, когда собирать нечего), живую страницу
  или сборку рядом с прежней.
  --rounds    сколько раз повторить
  --save      куда записать итог, файл .md`

type Measure = (rounds: unknown, save: string | null, chapter?: string) => Promise<void>

const MEASURES: Readonly<Record<string, Measure>> = {
  async socket(rounds = '45', save) {
    const { benchSocket } = await import('../test/bench/socket/bench.ts')
    await benchSocket(readRounds(rounds), save)
  },
  async site(rounds = '3', save) {
    const { benchSite } = await import('../test/bench/site/bench.ts')
    await benchSite(readRounds(rounds), save)
  },
  async start(rounds = '3', save) {
    const { benchStart } = await import('../test/bench/start/bench.ts')
    await benchStart(readRounds(rounds), save)
  },
  async lab(rounds = '20', save) {
    const { benchLab } = await import('../test/bench/lab/bench.ts')
    await benchLab(readRounds(rounds), save)
  },
  async build(_, save, chapter) {
    const { benchBuild } = await import('../test/bench/build/bench.ts')
    await benchBuild(chapter, save)
  },
}

const status = await runCommand(
  { usage, words: 2, options: { rounds: { type: 'string' }, save: { type: 'string' } } },
  async ({ words: [what = '', chapter], values }) => {
    const measure = Object.hasOwn(MEASURES, what) ? MEASURES[what] : undefined
    if (measure === undefined)
      throw new UsageError('Что измерять: socket, site, start, lab или build?')
    await measure(
      values.rounds,
      typeof values.save === 'string' ? resolve(values.save) : null,
      chapter,
    )
    return 0
  },
)
process.exit(status)

function readRounds(value: unknown): number {
  if (typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value)) return Number(value)
  throw new UsageError('--rounds — число повторов от 1 до 99999')
}
