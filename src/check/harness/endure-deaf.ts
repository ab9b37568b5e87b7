import { DEAF, type Harm } from '../../course/faults.ts'
import { openDeafPeer } from './deaf-peer.ts'
import {
  describing,
  findOpen,
  type Harmed,
  meetInPeace,
  requireHarm,
  requireSound,
  type Talk,
  tryAgain,
} from './endure.ts'
import type { Failure } from './failure.ts'
import type { Bench } from './launcher.ts'
import type { Started } from './started.ts'

/**
 * Puts a server beside a peer that sends and never reads: another client must be answered as before
 * while that one is there, and nothing of it may stay open when it has gone. Tells how many bytes the
 * server took of it.
 */
export async function endureDeaf(
  bench: Bench,
  server: Started,
  text: string | Uint8Array,
  talk: Talk,
  fail: Failure,
): Promise<number> {
  const { taken, harmed } = await suffer(bench, server, text, talk)
  requireSound(harmed, describing(server, DEAF, fail))
  return taken
}

/** Puts a server that is shown as a broken one beside such a peer: it must not bear it. Tells how. */
export async function succumbToDeaf(
  bench: Bench,
  server: Started,
  text: string | Uint8Array,
  talk: Talk,
  fail: Failure,
): Promise<Harm> {
  // A server that has frozen answers never: to wait for it to the end would take all of the check.
  const { harmed } = await suffer(bench, server, text, talk, bench.limit / 2)
  const fact = 'сервер её пережил, и сосед обслужен'
  return requireHarm(harmed, fact, describing(server, DEAF, fail))
}

interface Suffered {
  readonly taken: number
  readonly harmed?: Harmed
}

async function suffer(
  bench: Bench,
  server: Started,
  text: string | Uint8Array,
  talk: Talk,
  patience = bench.limit,
): Promise<Suffered> {
  const { whole, usual } = await meetInPeace(bench, server, talk)
  const deaf = await openDeafPeer(server.port, text)
  bench.keep(deaf)
  const taken = await deaf.stuck
  const beside = await tryAgain(bench, server, talk, whole, patience)
  deaf.destroy()
  const harmed = beside ?? (await findOpen(bench, server, usual))
  return harmed === undefined ? { taken } : { taken, harmed }
}
