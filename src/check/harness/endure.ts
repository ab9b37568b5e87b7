import type { Fault, Outcome } from '../../course/faults.ts'
import { GRACES } from '../../run/process/limits.ts'
import { waitFor } from '../../run/process/wait.ts'
import { countAssertion } from './assertions.ts'
import type { Failure } from './failure.ts'
import { type FaultProxy, openProxy } from './fault-proxy.ts'
import type { Bench } from './launcher.ts'
import type { Started } from './started.ts'

/** A client's part of a conversation: connects to the port, returns all that it was answered. */
export type Talk = (port: number) => Promise<string>

/**
 * Puts a server through a fault; tells what the client got. The server must answer as before when
 * that client is gone, and have no descriptor open that it had not open before.
 */
export async function endure(
  bench: Bench,
  server: Started,
  fault: Fault,
  talk: Talk,
  fail: Failure,
): Promise<Outcome> {
  const complain = (fact: string) => fail(`${server.file}, помеха «${fault}»: ${fact}`)
  const idle = server.descriptors()
  const whole = await bench.during(() => talk(server.port))
  // Something may be opened for the first client and kept for all.
  await waitFor(() => server.descriptors() <= idle, GRACES.leave)
  const usual = server.descriptors()
  const proxy = await openProxy(fault, server.port)
  bench.keep(proxy)
  const outcome = await bench.during(() => attempt(talk, proxy, whole))
  proxy.destroy()
  const after = await bench.during(() => talk(server.port)).catch((error: Error) => error.message)
  if (after !== whole) {
    // Its last words may still be on their way.
    let isGone = false
    server.exited.then(() => {
      isGone = true
    })
    await waitFor(() => isGone, GRACES.leave)
    const printed = server.output.trimEnd().slice(-2000).replace(/^/gm, '  | ')
    throw complain(`следующему клиенту сервер не ответил: ${after}. Напечатано:\n${printed}`)
  }
  if (await waitFor(() => server.descriptors() <= usual, bench.limit / 2)) {
    countAssertion()
    return outcome
  }
  throw complain(
    `клиенты ушли, а дескрипторов у сервера открыто ${server.descriptors()}, было ${usual}`,
  )
}

/** How a reset shows: while reading, while writing, and on a connection that it has destroyed. */
const RESETS = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED']

async function attempt(talk: Talk, proxy: FaultProxy, whole: string): Promise<Outcome> {
  try {
    return compare(await talk(proxy.port), whole)
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException
    // The talk's own expectations are the check's, not the network's.
    if (name === 'AssertionError') throw error
    if (code !== undefined && RESETS.includes(code)) return 'сброс'
    return proxy.delivered() === 0 ? 'ничего' : 'часть ответа'
  }
}

function compare(got: string, whole: string): Outcome {
  if (got === whole) return 'весь ответ'
  if (got === '') return 'ничего'
  return whole.startsWith(got) ? 'часть ответа' : 'другой ответ'
}
