import { GRACES } from '../../run/process/limits.ts'
import { waitFor } from '../../run/process/wait.ts'
import { openDeafPeer } from './deaf-peer.ts'
import type { Talk } from './endure.ts'
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
  const complain = (fact: string) => fail(`${server.file}, собеседник не читает: ${fact}`)
  const idle = server.descriptors()
  const whole = await bench.during(() => talk(server.port))
  await waitFor(() => server.descriptors() <= idle, GRACES.leave)
  const usual = server.descriptors()
  const deaf = await openDeafPeer(server.port, text)
  bench.keep(deaf)
  const taken = await deaf.stuck
  const beside = await bench.during(() => talk(server.port)).catch((error: Error) => error.message)
  deaf.destroy()
  if (beside !== whole) throw complain(`соседу сервер не ответил: ${beside}`)
  if (await waitFor(() => server.descriptors() <= usual, bench.limit / 2)) return taken
  throw complain(`он ушёл, а дескрипторов открыто ${server.descriptors()}, было ${usual}`)
}
