import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { type Candidate, createOurs, createPeer } from './candidates.ts'
import type { Run } from './measure.ts'
import { measureReload } from './reload.ts'

/** How many chapters the comparison with the peers has. */
const COUNT = 100

interface Row {
  readonly name: string
  readonly chapters: number
  readonly cold: readonly Run[]
  readonly changed: readonly Run[]
}

/** Builds a generated course with us and with the peers, in turn; prints and keeps the table. */
export async function benchSite(rounds: number, path: string | null): Promise<void> {
  const peers = [createOurs(COUNT), createPeer('eleventy', COUNT), createPeer('vitepress', COUNT)]
  const rows = await measureInTurn(peers, COUNT, rounds)
  const [large] = await measureInTurn([createOurs(10 * COUNT)], 10 * COUNT, 1)
  const reload = await measureReload(COUNT, rounds)
  const report = [
    describeMachine(rounds),
    formatGoals(rows, large as Row, reload),
    formatRows([...rows, large as Row]),
  ].join('\n\n')
  console.log(report)
  if (path !== null) writeFileSync(path, `${report}\n`)
}

async function measureInTurn(
  candidates: readonly Candidate[],
  chapters: number,
  rounds: number,
): Promise<Row[]> {
  const rows = candidates.map(({ name }) => {
    return { name, chapters, cold: [] as Run[], changed: [] as Run[] }
  })
  for (let round = 0; round < rounds; round++) {
    for (const [index, candidate] of candidates.entries()) {
      rows[index]?.cold.push(await candidate.buildCold())
      rows[index]?.changed.push(await candidate.buildChanged())
    }
  }
  return rows
}

function describeMachine(rounds: number): string {
  const [{ model = 'процессор неизвестен' } = {}] = cpus()
  const [load = 0] = loadavg()
  return `# Сборка сайта рядом с другими

${new Date().toISOString().slice(0, 10)}, ${process.platform}-${process.arch}, ${model}, процессоров: \
${availableParallelism()}; Node ${process.version}; нагрузка машины ${load.toFixed(1)}.
Главы по 15 КБ, треть — код. По очереди, кругов ${rounds}; отношения — медиана по кругам. Наша сборка \
кроме страниц проверяет типы, компилирует программы и строит указатель поиска; сцен в этих главах нет.`
}

function formatGoals(rows: readonly Row[], large: Row, reload: number): string {
  const [ours, eleventy, vitepress] = rows as [Row, Row, Row]
  const growth = medianOf(large.cold, 'wall') / medianOf(ours.cold, 'wall')
  const memory = medianOf(large.cold, 'memory') / medianOf(ours.cold, 'memory')
  const goals: [string, string, boolean][] = [
    [
      'Холодная сборка, во сколько раз быстрее Eleventy: не меньше 1,6',
      ...least(ours, eleventy, 1.6),
    ],
    [
      'Холодная сборка, во сколько раз быстрее VitePress: не меньше 10',
      ...least(ours, vitepress, 10),
    ],
    [
      'Правка одной главы из 100, до новой страницы в браузере, мс: меньше 300',
      format(reload),
      reload < 300,
    ],
    [
      'Глав в 10 раз больше, времени больше во столько раз: не больше 10',
      format(growth),
      growth <= 10,
    ],
    [
      'Глав в 10 раз больше, памяти больше во столько раз: не больше 10',
      format(memory),
      memory <= 10,
    ],
  ]
  const lines = goals.map(([goal, value, met]) => `| ${goal} | ${value} | ${met ? 'да' : 'нет'} |`)
  return ['| цель | вышло | |', '|---|---|---|', ...lines].join('\n')
}

function least(ours: Row, other: Row, times: number): [string, boolean] {
  const ratios = ours.cold.map(({ wall }, round) => (other.cold[round]?.wall ?? 0) / wall)
  const ratio = median(ratios)
  return [format(ratio), ratio >= times]
}

function formatRows(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ name, chapters, cold, changed }) =>
    Object.entries({ холодная: cold, 'одна глава изменена': changed }).map(
      ([kind, runs]) =>
        `| ${name} | ${chapters} | ${kind} | ${format(medianOf(runs, 'wall'))} | ${format(medianOf(runs, 'cpu'))} | ${Math.round(medianOf(runs, 'memory'))} |`,
    ),
  )
  const head = '| кто | глав | сборка | с | с процессора | МБ |\n|---|---|---|---|---|---|'
  return [head, ...lines].join('\n')
}

function medianOf(runs: readonly Run[], figure: keyof Run): number {
  return median(runs.map((run) => run[figure]))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)]
  return ((sorted[low] ?? Number.NaN) + (sorted[high] ?? Number.NaN)) / 2
}

function format(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0).replace('.', ',')
}
