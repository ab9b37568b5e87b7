import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release } from 'node:os'
import { compare, medianOf } from './compare.ts'
import { FORMER, findMissing, findPrefix, prepare } from './programs.ts'
import { measureClients, measureServers, type Work } from './works.ts'

/** What a row promises: our way of doing a work against another's, at least so many times as fast. */
interface Goal {
  readonly work: number
  readonly ours: string
  readonly other: string
  readonly least: number | null
}

/** A row that says what our way cost before: no figure falls by more than 5 %. */
function beside(work: number, ours: string): Goal {
  return { work, ours, other: `${ours}, ${FORMER}`, least: 0.95 }
}

const goals: readonly Goal[] = [
  { work: 0, ours: 'recvInto', other: 'Python', least: 1 },
  { work: 0, ours: 'recvInto', other: 'node:net', least: 1.6 },
  // What nobody can surpass: how much of the time is the system's own differs by processor
  { work: 0, ours: 'C', other: 'node:net', least: null },
  { work: 0, ours: 'recvInto', other: 'C', least: null },
  { work: 0, ours: 'recvInto', other: 'Python, recv_into', least: null },
  { work: 0, ours: 'recv', other: 'Python', least: 0.97 },
  { work: 0, ours: 'recv в потоке', other: 'Python', least: 0.97 },
  beside(0, 'recvInto'),
  beside(0, 'recv'),
  { work: 1, ours: 'sendall', other: 'Python', least: 0.97 },
  { work: 1, ours: 'sendall', other: 'C', least: null },
  beside(1, 'sendall'),
  { work: 2, ours: 'recvInto', other: 'Python, recv_into', least: 1 },
  { work: 2, ours: 'recvInto', other: 'C', least: null },
  { work: 2, ours: 'recv', other: 'Python, recv', least: null },
  beside(2, 'recvInto'),
  { work: 3, ours: 'Epoll', other: 'Python', least: 1.1 },
  { work: 3, ours: 'Epoll', other: 'C', least: 0.9 },
  { work: 3, ours: 'голый koffi', other: 'C', least: null },
  { work: 3, ours: 'Epoll', other: 'голый koffi', least: 0.85 },
  beside(3, 'Epoll'),
  { work: 3, ours: 'Epoll', other: 'node:net', least: null },
  { work: 3, ours: 'poll', other: 'Python', least: null },
]

/** Measures everything, prints the table and writes it to `path` if there is one. */
export async function benchSocket(rounds: number, path: string | null): Promise<void> {
  const missing = findMissing()
  if (missing.length > 0) throw new Error(`Замеру не хватает: ${missing.join(', ')}`)
  const prefix = findPrefix()
  const programs = await prepare()
  const clients = await measureClients(programs, prefix, rounds)
  const works = [...clients, await measureServers(programs, prefix, rounds)]
  const report = `${head(prefix, rounds)}\n${table(works)}\n\n${times(works)}\n`
  console.log(report)
  if (path !== null) writeFileSync(path, report)
}

function head(prefix: readonly string[], rounds: number): string {
  const python = execFileSync('python3', ['--version']).toString().trim()
  const pinned = prefix.includes('taskset')
  const pinning = pinned ? 'все процессы на одном ядре' : 'процессы не закреплены'
  const [load = 0] = loadavg()
  const [{ model = 'процессор неизвестен' } = {}] = cpus()
  return `# live-sockets рядом с другими

${new Date().toISOString().slice(0, 10)}, ${process.platform}-${process.arch}, ядро ${release().split('-')[0]}, \
${model}, процессоров: ${availableParallelism()}; Node ${process.version}, ${python}; ${pinning}, нагрузка машины ${load.toFixed(1)}.
По очереди, кругов ${rounds}, процессы несколько раз запущены заново; во сколько раз мы быстрее: медиана отношений в одном круге, в скобках \
середина половины кругов. На другой стороне всегда одна и та же программа на C.
`
}

function table(works: readonly Work[]): string {
  const rows = goals.map(({ work, ours, other, least }) => {
    const { title, rounds } = works[work] as Work
    const { median, low, high } = compare(rounds, ours, other)
    // Judged as it is shown: the third digit is the machine's
    const reached = least !== null && Number(median.toFixed(2)) >= least
    const verdict = least === null ? '' : `${least.toFixed(2)} ${reached ? 'да' : 'нет'}`
    const spread = `${low.toFixed(2)}–${high.toFixed(2)}`
    return `| ${title} | ${ours} / ${other} | ${median.toFixed(2)} (${spread}) | ${verdict} |`
  })
  return ['| работа | кто с кем | отношение | цель |', '|---|---|---|---|', ...rows].join('\n')
}

function times(works: readonly Work[]): string {
  const rows = works.flatMap(({ title, unit, scale, rounds }) => {
    return [...rounds.keys()].map((name) => {
      const value = (medianOf(rounds, name) / scale).toFixed(2).replace('.', ',')
      return `| ${title} | ${name} | ${value} ${unit} |`
    })
  })
  return ['| работа | программа | медиана |', '|---|---|---|', ...rows].join('\n')
}
