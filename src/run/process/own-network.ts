import {
  enterNetworkNamespace,
  type LastingNetwork,
  type NetworkNamespace,
} from './network-namespace.ts'
import { takeTurn } from './turn.ts'

/**
 * A network in which nobody else is: one of our own where the system allows that, else the one
 * that all share, when nobody else on the machine plays a scene there.
 * @param lasting where those who came before have been too
 */
export async function takeNetwork(lasting?: LastingNetwork): Promise<NetworkNamespace> {
  const own = lasting === undefined ? enterNetworkNamespace() : lasting.enter()
  if (own !== undefined) return own
  const turn = await takeTurn(SCENES)
  return { leave: turn.pass }
}

const SCENES = 'live-sockets/scenes'
