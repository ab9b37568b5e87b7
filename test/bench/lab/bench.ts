import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { launchBrowser } from '../../helpers/browser.ts'
import { measureChecks, measureRun, measureTypes, watchSockets } from './actions.ts'
import { runMany } from './many.ts'
import { measurePeer } from './peer.ts'
import { openNotebook } from './server.ts'

/** So many live runs in a row, every second cut short. */
const RUNS = 200

/** What a reader waits for on a page that lives; prints and keeps the table. */
export async function benchLab(rounds: number, path: string | null): Promise<void> {
  const browser = await launchBrowser()
  const notebook = await openNotebook()
  try {
    const page = await browser.newPage()
    watchSockets(page)
    await page.goto(notebook.address)
    const [shown, peers] = [
      await repeat(rounds, () => measureRun(page)),
      await repeat(rounds, () => measurePeer(notebook)),
    ]
    const types = await measureTypes(page, Math.max(rounds, 20))
    const checks = await repeat(rounds, () => measureChecks(page))
    const many = await runMany(page, notebook, RUNS)
    const report = describe({ shown, peers, types, checks, many })
    console.log(report)
    if (path !== null) writeFileSync(path, report)
  } finally {
    await browser.close()
    await notebook.close()
  }
}

async function repeat<T>(times: number, measure: () => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let time = 0; time < times; time++) all.push(await measure())
  return all
}

interface Measured {
  readonly shown: readonly number[]
  readonly peers: readonly number[]
  readonly types: readonly number[]
  readonly checks: readonly number[]
  readonly many: Awaited<ReturnType<typeof runMany>>
}

function describe({ shown, peers, types, checks, many }: Measured): string {
  const [load = 0] = loadavg()
  const bound = 1.3 * median(peers) + 150
  const grown = many.grown / 1024
  return `# Страница, которая живёт

${new Date().toISOString().slice(0, 10)}, ${process.platform}-${process.arch}, Node ${process.version}; нагрузка машины \
${load.toFixed(1)}, кругов ${shown.length}, медианы.

| цель | вышло | |
|---|---|---|
| ▶ до первой строки в терминале страницы: не больше 1,3 от той же программы у \`node\` и ещё 150 мс | ${write(median(shown))} мс (\`node\` — ${write(median(peers))} мс, предел ${write(bound)}) | ${say(median(shown) <= bound)} |
| правка до ошибки типов в редакторе: не больше 500 мс | ${write(median(types))} мс | ${say(median(types) <= 500)} |
| «Проверить» сверх самих проверок: не больше 500 мс | ${write(median(checks))} мс | ${say(median(checks) <= 500)} |
| запусков подряд, каждый второй прерван: ${many.runs}; память сервера выросла не больше чем на 20 МБ | ${write(grown)} МБ | ${say(grown <= 20)} |
| осталось от них процессов и портов: 0 | ${many.left} | ${say(many.left === 0)} |
`
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function write(value: number): string {
  return value.toFixed(0)
}

function say(holds: boolean): string {
  return holds ? 'да' : 'нет'
}
