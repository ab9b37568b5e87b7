import { enterNetworkNamespace, type NetworkNamespace } from './network-namespace.ts'
import { takeTurn } from './turn.ts'

/**
 * A network in which every port is free: one of our own where the system allows that, else the one
 * that all share, when nobody else on the machine plays a scene there.
 */
export async function takeNetwork(): Promise<NetworkNamespace> {
  const own = enterNetworkNamespace()
  if (own !== undefined) return own
  const turn = await takeTurn(SCENES)
  return { leave: turn.pass }
}

const SCENES = 'live-sockets/scenes'
