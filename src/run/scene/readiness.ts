import { isAwaiting, readSockets, type SocketInfo } from '../process/socket-table.ts'
import { isEphemeral } from '../transcript/facts.ts'
import { isIdle, readPids, type Terminal } from './terminal.ts'

/**
 * When a program is ready for what comes next is read from the system's own tables: nothing is
 * guessed from time or from what it prints.
 */

/** The next terminal may start: this one listens, is connected, is to be typed to, or has ended. */
export function isReady(terminal: Terminal, cell: number): boolean {
  const { steps } = terminal.script
  const own = steps.filter((one) => one.cell === cell)
  const typed = own.find(({ action }) => action.kind === 'typed')
  if (typed !== undefined && terminal.performed > steps.indexOf(typed)) return true
  const last = own.findLast(({ action }) => action.kind === 'command')
  if (last === undefined) return true
  if (terminal.performed <= steps.indexOf(last)) return false
  return isIdle(terminal) || hasSocket(terminal)
}

/** Listens, is bound for datagrams, or is connected. */
export function hasSocket(terminal: Terminal): boolean {
  return readSockets(readPids(terminal)).some(({ state }) => state !== 'connecting')
}

/** It will not end by itself. */
export function isServer(terminal: Terminal): boolean {
  return readSockets(readPids(terminal)).some(isServing)
}

/** A server's socket listens, or is bound for datagrams to a port that the program chose. */
export function isServing({ kind, state, port }: SocketInfo): boolean {
  return state === 'listening' || (state === 'bound' && (kind === 'unix' || !isEphemeral(port)))
}

/**
 * Where a program that was just started can be reached.
 * @param path the AF_UNIX address that is waited for; nothing means any socket
 */
export function findReachable(
  pids: Iterable<number>,
  path: string | undefined,
): SocketInfo | undefined {
  return readSockets(pids).find((socket) => {
    return isAwaiting(socket) && (path === undefined || socket.path === path)
  })
}
