import { type Candidate, type Command, start } from './candidate.ts'
import { measureInTurn, type Rounds, startAnew } from './compare.ts'
import { FORMER, type prepare } from './programs.ts'

type Programs = Awaited<ReturnType<typeof prepare>>

// Short turns, many rounds: what else the machine does then falls on some pairs and not on all
const ECHOES = 3000
const CHUNKS = 800
/** ms */
const LOAD_TIME = 80

/** One kind of work, and what each candidate took for it. */
export interface Work {
  readonly title: string
  /** What one measured value is. */
  readonly unit: string
  /** So many measured nanoseconds are one unit. */
  readonly scale: number
  readonly rounds: Rounds
}

/** Runs clients of every kind against the same servers in C. */
export async function measureClients(
  programs: Programs,
  prefix: readonly string[],
  rounds: number,
): Promise<Work[]> {
  const servers = start({ name: 'other side', argv: [...programs.otherSide, 'serve'] }, prefix)
  try {
    const [echo = '', sink = '', source = ''] = (await servers.readLine()).trim().split(' ')
    const client = (name: string, argv: readonly string[], work: string, port: string): Command => {
      return { name, argv: [...argv, work, port] }
    }
    const { cClient, pythonClient, netClient, liveClient, formerClient } = programs
    const echoes = await race(prefix, ECHOES, rounds, [
      client('C', cClient, 'echo', echo),
      client('Python', pythonClient, 'echo', echo),
      client('Python, recv_into', pythonClient, 'echo-into', echo),
      client('node:net', netClient, 'echo', echo),
      client('recvInto', liveClient, 'echo-into', echo),
      client('recv', liveClient, 'echo', echo),
      client('recv в потоке', liveClient, 'worker-echo', echo),
      client(`recvInto, ${FORMER}`, formerClient, 'echo-into', echo),
      client(`recv, ${FORMER}`, formerClient, 'echo', echo),
    ])
    const sends = await race(prefix, CHUNKS, rounds, [
      client('C', cClient, 'send', sink),
      client('Python', pythonClient, 'send', sink),
      client('node:net', netClient, 'send', sink),
      client('sendall', liveClient, 'send', sink),
      client(`sendall, ${FORMER}`, formerClient, 'send', sink),
    ])
    const receives = await race(prefix, CHUNKS, rounds, [
      client('C', cClient, 'recv', source),
      client('Python, recv_into', pythonClient, 'recv', source),
      client('Python, recv', pythonClient, 'recv-fresh', source),
      client('node:net', netClient, 'recv', source),
      client('recvInto', liveClient, 'recv', source),
      client('recv', liveClient, 'recv-fresh', source),
      client(`recvInto, ${FORMER}`, formerClient, 'recv', source),
    ])
    return [
      { title: 'Эхо по 64 байта', unit: 'мкс на круг', scale: 1000 * ECHOES, rounds: echoes },
      { title: 'Отправка по 64 КиБ', unit: 'мкс на кусок', scale: 1000 * CHUNKS, rounds: sends },
      { title: 'Приём по 64 КиБ', unit: 'мкс на кусок', scale: 1000 * CHUNKS, rounds: receives },
    ]
  } finally {
    servers.stop()
  }
}

function race(
  prefix: readonly string[],
  amount: number,
  rounds: number,
  commands: readonly Command[],
): Promise<Rounds> {
  return startAnew(rounds, async (some) => {
    const candidates = commands.map((command) => start(command, prefix))
    try {
      return await measureInTurn(candidates, amount, some)
    } finally {
      for (const candidate of candidates) candidate.stop()
    }
  })
}

/** Runs servers of every kind under the same load: 1,000 connections, 100 of them busy. */
export async function measureServers(
  programs: Programs,
  prefix: readonly string[],
  rounds: number,
): Promise<Work> {
  const commands = [
    { name: 'C', argv: programs.cServer },
    { name: 'Python', argv: programs.pythonServer },
    { name: 'node:net', argv: programs.netServer },
    { name: 'голый koffi', argv: programs.koffiServer },
    { name: 'Epoll', argv: programs.liveServer },
    { name: `Epoll, ${FORMER}`, argv: programs.formerServer },
    { name: 'poll', argv: [...programs.liveServer, 'poll'] },
  ]
  return {
    title: 'Цикл событий, 1000 соединений, 100 заняты',
    unit: 'мкс на сообщение',
    scale: 1000,
    rounds: await startAnew(rounds, (some) => load(commands, programs.otherSide, prefix, some)),
  }
}

/** Loads each server in turn. */
async function load(
  commands: readonly Command[],
  otherSide: readonly string[],
  prefix: readonly string[],
  rounds: number,
): Promise<Rounds> {
  const servers = commands.map((command) => start(command, prefix))
  const loads: Candidate[] = []
  try {
    for (const server of servers) {
      const argv = [...otherSide, 'load', await server.readLine(), '1000', '100']
      const load = start({ name: server.name, argv }, prefix)
      loads.push(load)
      await load.readLine()
    }
    return await measureInTurn(loads, LOAD_TIME, rounds)
  } finally {
    for (const candidate of [...servers, ...loads]) candidate.stop()
  }
}
