import {
  enterNetworkNamespace,
  type NetworkNamespace,
  openLastingNamespace,
} from './network-namespace.ts'
import type { TcpEnds } from './socket-table.ts'
import { forget, readRemembered } from './time-wait.ts'
import { takeTurn } from './turn.ts'

/** The network in which a reader's terminals would stay for a whole chapter. */
export interface LastingNetwork {
  /** Nobody else is in it until it is left again; what was left there before is there still. */
  take(): Promise<NetworkNamespace>
  /** Nobody takes it any more. */
  close(): void
}

/** One of our own where the system allows that, else the one that all share, in turn. */
export function openLastingNetwork(): LastingNetwork {
  const namespace = openLastingNamespace()
  let left: readonly TcpEnds[] = []
  return {
    async take() {
      return namespace.enter() ?? (await takeShared(left, (ends) => (left = ends)))
    },
    close: namespace.close,
  }
}

/** A network in which nobody else is and nobody was. */
export async function takeNetwork(): Promise<NetworkNamespace> {
  return enterNetworkNamespace() ?? (await takeShared([], () => undefined))
}

const SCENES = 'live-sockets/scenes'

/**
 * The network of all, while nobody else on the machine plays a scene there.
 * @param left what those who came before have left in it: connections that others left are forgotten
 * @param onLeave hears what is left there now
 */
async function takeShared(
  left: readonly TcpEnds[],
  onLeave: (left: readonly TcpEnds[]) => void,
): Promise<NetworkNamespace> {
  const turn = await takeTurn(SCENES)
  const own = new Set(left.map(describe))
  await forget(readRemembered().filter((ends) => !own.has(describe(ends))))
  return {
    leave() {
      onLeave(readRemembered())
      turn.pass()
    },
  }
}

function describe({ address, port, peer, peerPort }: TcpEnds): string {
  return `${address} ${port} ${peer} ${peerPort}`
}
