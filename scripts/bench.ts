import { resolve } from 'node:path'
import { runCommand } from '../src/cli/arguments.ts'
import { UsageError } from '../src/cli/errors.ts'

const usage = `npm run bench socket [-- --rounds 45 --save файл.md]
npm run bench site [-- --rounds 3 --save файл.md]
  Измеряет библиотеку сокетов рядом с Python, C и node:net или сайт в браузере.
  --rounds    сколько раз повторить
  --save      куда записать итог, файл .md`

const MEASURES: Readonly<Record<string, (rounds: unknown, save: string | null) => Promise<void>>> =
  {
    async socket(rounds = '45', save) {
      const { benchSocket } = await import('../test/bench/socket/bench.ts')
      await benchSocket(readRounds(rounds), save)
    },
    async site(rounds = '3', save) {
      const { benchSite } = await import('../test/bench/site/bench.ts')
      await benchSite(readRounds(rounds), save)
    },
  }

const status = await runCommand(
  { usage, words: 1, options: { rounds: { type: 'string' }, save: { type: 'string' } } },
  async ({ words: [what = ''], values }) => {
    const measure = Object.hasOwn(MEASURES, what) ? MEASURES[what] : undefined
    if (measure === undefined) throw new UsageError('Что измерять: socket или site?')
    await measure(values.rounds, typeof values.save === 'string' ? resolve(values.save) : null)
    return 0
  },
)
process.exit(status)

function readRounds(value: unknown): number {
  if (typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value)) return Number(value)
  throw new UsageError('--rounds – число повторов от 1 до 99999')
}
