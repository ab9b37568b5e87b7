import { parseArgs } from 'node:util'
import { benchSocket } from '../test/bench/socket/bench.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '45' }, save: { type: 'string' } },
})

if (positionals[0] === 'socket') await benchSocket(Number(values.rounds), values.save ?? null)
else {
  console.error('Что измерять? npm run bench socket [-- --rounds 45 --save файл.md]')
  process.exitCode = 1
}
