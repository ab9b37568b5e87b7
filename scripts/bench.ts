import { parseArgs } from 'node:util'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, save: { type: 'string' } },
})
const path = values.save ?? null

if (positionals[0] === 'socket') {
  const { benchSocket } = await import('../test/bench/socket/bench.ts')
  await benchSocket(Number(values.rounds ?? 45), path)
} else if (positionals[0] === 'site') {
  const { benchSite } = await import('../test/bench/site/bench.ts')
  await benchSite(Number(values.rounds ?? 3), path)
} else {
  console.error(
    'Что измерять? npm run bench socket или npm run bench site [-- --rounds 5 --save файл.md]',
  )
  process.exitCode = 1
}
