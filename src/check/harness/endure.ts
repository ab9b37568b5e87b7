import { setTimeout as sleep } from 'node:timers/promises'
import type { DEAF, Fault, Harm, Outcome } from '../../course/faults.ts'
import { GRACES } from '../../run/process/limits.ts'
import { waitFor } from '../../run/process/wait.ts'
import { countAssertion } from './assertions.ts'
import type { Failure } from './failure.ts'
import { type FaultProxy, openProxy } from './fault-proxy.ts'
import type { Bench } from './launcher.ts'
import type { Started } from './started.ts'

/** A client's part of a conversation: connects to the port, returns all that it was answered. */
export type Talk = (port: number) => Promise<string>

/** What became of the server, and what was seen of it. */
export interface Harmed {
  readonly harm: Harm
  readonly fact: string
}

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
  const { outcome, harmed } = await suffer(bench, server, fault, talk)
  requireSound(harmed, describing(server, fault, fail))
  return outcome
}

/** Puts a server that is shown as a broken one through a fault: it must not bear it. Tells how. */
export async function succumb(
  bench: Bench,
  server: Started,
  fault: Fault,
  talk: Talk,
  fail: Failure,
): Promise<Harm> {
  const { outcome, harmed } = await suffer(bench, server, fault, talk)
  const fact = `сервер её пережил, клиенту досталось: ${outcome}`
  return requireHarm(harmed, fact, describing(server, fault, fail))
}

type Complain = (fact: string) => Error

/** What is wrong is told with the server and what it went through. */
export function describing(server: Started, fault: Fault | typeof DEAF, fail: Failure): Complain {
  return (fact) => fail(`${server.file}, помеха «${fault}»: ${fact}`)
}

export function requireSound(harmed: Harmed | undefined, complain: Complain): void {
  if (harmed !== undefined) throw complain(harmed.fact)
  countAssertion()
}

/** @param spared what is told where no harm was done */
export function requireHarm(harmed: Harmed | undefined, spared: string, complain: Complain): Harm {
  if (harmed === undefined) throw complain(spared)
  countAssertion()
  return harmed.harm
}

interface Suffered {
  readonly outcome: Outcome
  readonly harmed?: Harmed
}

/** One conversation in peace, one through the fault, and one to see what it has done. */
async function suffer(bench: Bench, server: Started, fault: Fault, talk: Talk): Promise<Suffered> {
  const { whole, usual } = await meetInPeace(bench, server, talk)
  const proxy = await openProxy(fault, server.port)
  bench.keep(proxy)
  const outcome = await bench.during(() => attempt(talk, proxy, whole))
  proxy.destroy()
  const refusal = await tryAgain(bench, server, talk, whole)
  if (refusal !== undefined) return { outcome, harmed: refusal }
  if (proxy.hoards()) return { outcome, harmed: HOARDS }
  const harmed = await findOpen(bench, server, usual)
  return harmed === undefined ? { outcome } : { outcome, harmed }
}

const HOARDS: Harmed = {
  harm: 'копит без предела',
  fact: 'сервер принял шестнадцать мегабайт одного сообщения, не ответил и не закрыл соединение',
}

/** What a client is answered when nothing is amiss, and how many descriptors that takes. */
export async function meetInPeace(bench: Bench, server: Started, talk: Talk) {
  const idle = server.descriptors()
  const whole = await bench.during(() => talk(server.port))
  // Something may be opened for the first client and kept for all.
  await waitFor(() => server.descriptors() <= idle, GRACES.leave)
  return { whole, usual: server.descriptors() }
}

/**
 * What keeps a client from the answer that he gets in peace.
 * @param patience how long he waits for it, ms
 */
export async function tryAgain(
  bench: Bench,
  server: Started,
  talk: Talk,
  whole: string,
  patience = bench.limit,
): Promise<Harmed | undefined> {
  const meet = () => inTime(talk(server.port), patience)
  const after = await bench.during(meet).catch((error: Error) => error.message)
  if (after === whole) return undefined
  let isGone = false
  server.exited.then(() => {
    isGone = true
  })
  // Its last words may still be on their way.
  await waitFor(() => isGone, GRACES.leave)
  const printed = server.output.trimEnd().slice(-2000).replace(/^/gm, '  | ')
  const fact = `следующему клиенту сервер не ответил: ${after}. Напечатано:\n${printed}`
  return { harm: isGone ? 'сервер умер' : 'сервер занят', fact }
}

function inTime<T>(work: Promise<T>, limit: number): Promise<T> {
  const late = sleep(limit, undefined, { ref: false }).then(() => {
    throw new Error(`ничего за ${limit} мс`)
  })
  return Promise.race([work, late])
}

/** What the server has not closed though its clients have gone. */
export async function findOpen(
  bench: Bench,
  server: Started,
  usual: number,
): Promise<Harmed | undefined> {
  if (await waitFor(() => server.descriptors() <= usual, bench.limit / 2)) return undefined
  const fact = `клиенты ушли, а дескрипторов у сервера открыто ${server.descriptors()}, было ${usual}`
  return { harm: 'открытое осталось', fact }
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
