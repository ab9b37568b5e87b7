import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '../../course/faults.ts'
import { countUnread } from '../../run/process/socket-table.ts'
import { waitFor } from '../../run/process/wait.ts'

/**
 * Ties the two connections of a proxy together, and does to what passes what the fault says.
 * @param onHoard the server has taken all of a line without end, and wants more
 */
export function linkFaulty(
  fault: Fault,
  client: Socket,
  server: Socket,
  onHoard: () => void,
): void {
  LINKS[fault](client, server, onHoard)
  // What breaks on one side breaks on the other: a reset as a reset.
  client.on('error', () => server.resetAndDestroy())
  server.on('error', () => client.resetAndDestroy())
}

type Link = (client: Socket, server: Socket, onHoard: () => void) => void

/** Milliseconds. */
const TIMES = { delay: 30, lull: 60, stall: 300, travel: 5, patience: 2000 } as const

/** No sound message is longer (bytes). */
const ENDLESS = 16 * 1024 * 1024

/** So much goes byte by byte; a larger answer would take for ever. */
const SINGLY = 1024

const LINKS: Readonly<Record<Fault, Link>> = {
  'по одному байту': both(sendSingly),
  'всё одним куском'(client, server) {
    gather(client, server)
    gather(server, client)
  },
  задержки: both(async (bytes, to) => {
    await sleep(TIMES.delay)
    to.write(bytes)
  }),
  'полузакрытие сразу'(client, server) {
    client.once('data', (bytes) => {
      server.end(bytes)
      // What it says later nobody hears.
      client.resume()
    })
    client.once('end', () => server.end())
    carry(server, client, pass)
  },
  'сброс посередине': deafened(async (bytes, server) => {
    server.write(bytes.subarray(0, Math.ceil(bytes.length / 2)))
    await untilRead(server, TIMES.patience)
  }),
  'сброс за работой': deafened(async (bytes, server) => {
    server.write(bytes)
    await untilRead(server, TIMES.patience)
  }),
  'бесконечная строка': deafened(async (bytes, server, onHoard) => {
    if (await hoards(server, bytes)) onHoard()
  }),
  'клиент не читает'(client, server) {
    carry(client, server, pass)
    // All that the server says stays in the buffers between it and us. And we do not stay for ever.
    const clock = setTimeout(() => client.end(), TIMES.stall)
    client.once('close', () => {
      clearTimeout(clock)
      server.destroy()
    })
  },
}

type Carry = (bytes: Buffer, to: Socket) => unknown

const pass: Carry = (bytes, to) => to.write(bytes)

function both(each: Carry): Link {
  return (client, server) => {
    carry(client, server, each)
    carry(server, client, each)
  }
}

type Last = (bytes: Buffer, server: Socket, onHoard: () => void) => Promise<void>

/**
 * What comes after the client's first words is said in his place, and then both connections are
 * reset. From those words on he hears nothing: Node's own sockets take a reset that comes right
 * behind some bytes for a usual end.
 */
function deafened(last: Last): Link {
  return (client, server, onHoard) => {
    let spoken = false
    server.on('data', (bytes) => spoken || client.write(bytes))
    server.once('end', () => spoken || client.end())
    client.once('end', () => spoken || server.end())
    client.once('data', async (bytes) => {
      spoken = true
      await last(bytes, server, onHoard)
      client.resetAndDestroy()
      server.resetAndDestroy()
    })
  }
}

/** Whether the server takes a line without end and neither answers to any of it nor hangs up. */
async function hoards(server: Socket, first: Buffer): Promise<boolean> {
  let isSettled = false
  const settle = () => {
    isSettled = true
  }
  for (const event of ['data', 'end', 'close'] as const) server.once(event, settle)
  const line = Buffer.alloc(65_536, first.toString('latin1').replace(/[\r\n]/g, '') || 'x')
  for (let sent = 0; sent < ENDLESS && !isSettled; sent += line.length) {
    server.write(line)
    // Who does not read on has a limit too.
    if (!(await waitFor(() => isSettled || server.writableLength === 0, TIMES.patience)))
      return false
  }
  await untilRead(server, TIMES.patience)
  await waitFor(() => isSettled, TIMES.stall)
  return !isSettled
}

/** In order, piece after piece, and the end behind them all. */
async function carry(from: Socket, to: Socket, each: Carry): Promise<void> {
  try {
    for await (const bytes of from.iterator({ destroyOnReturn: false })) await each(bytes, to)
    to.end()
  } catch {
    // A reset has been passed on already.
  }
}

/**
 * The next byte goes when the other side has taken the one before: so it comes alone. When that
 * takes too long, on a busy machine, the rest goes at once.
 */
async function sendSingly(bytes: Buffer, to: Socket): Promise<void> {
  const end = performance.now() + TIMES.patience
  let sent = 0
  while (sent < Math.min(bytes.length, SINGLY) && performance.now() < end) {
    to.write(bytes.subarray(sent, sent + 1))
    sent += 1
    await untilRead(to, end - performance.now())
  }
  if (sent < bytes.length) to.write(bytes.subarray(sent))
}

/** All that is said without a pause goes in one piece. */
function gather(from: Socket, to: Socket): void {
  let held: Buffer[] = []
  let clock: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(clock)
    if (held.length > 0) to.write(Buffer.concat(held))
    held = []
  }
  from.on('data', (bytes) => {
    held.push(bytes)
    clearTimeout(clock)
    clock = setTimeout(flush, TIMES.lull)
  })
  from.once('end', () => {
    flush()
    to.end()
  })
  from.once('close', () => clearTimeout(clock))
}

/** Resolves when the one at the other end has read all, or will not for long. */
async function untilRead(to: Socket, patience: number): Promise<void> {
  const [port, peer] = [to.remotePort ?? 0, to.localPort ?? 0]
  // What has just been sent may not have arrived yet.
  await sleep(TIMES.travel)
  await waitFor(() => to.destroyed || countUnread({ port, peer }) === 0, patience)
}
