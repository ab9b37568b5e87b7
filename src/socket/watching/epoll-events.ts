import { checkInteger } from '../system/check.ts'
import { system } from '../system/platform.ts'
import type { HasDescriptor } from '../waiting/wait.ts'
import type { PollEntry } from './poll.ts'

/** Как наблюдать за сокетом. How a socket is watched. */
export interface WatchOptions<D = undefined> {
  /**
   * Сообщать только о перемене, а не пока она длится: EPOLLET. Tell of a change only, not as long
   * as it lasts: EPOLLET.
   */
  readonly edgeTriggered?: boolean
  /**
   * Сообщить один раз и ждать modify(): EPOLLONESHOT. Tell once, and then not before the next
   * `modify`: EPOLLONESHOT.
   */
  readonly oneShot?: boolean
  /**
   * Из нескольких Epoll, ждущих одного сокета, будить один: EPOLLEXCLUSIVE. Of several Epolls that
   * watch the same listener wake one only: EPOLLEXCLUSIVE.
   */
  readonly exclusive?: boolean
  /**
   * Что угодно своё: вернётся с каждым событием этого сокета. Anything; it comes back with each
   * event of this socket.
   */
  readonly data?: D
}

/**
 * Случившееся событие и данные, которые дали в add(). What has happened, with the data that was
 * given to `add`.
 */
export interface EpollEntry<T extends HasDescriptor, D = undefined> extends PollEntry<T> {
  readonly data: D
}

/** The events as epoll_ctl(2) expects them. What is an object is read once. */
export function readEvents<D>(events: number, options: WatchOptions<D>) {
  const { edgeTriggered = false, oneShot = false, exclusive = false, data } = options
  let bits = checkEvents(events)
  for (const [name, value, bit] of [
    ['edgeTriggered', edgeTriggered, system.EPOLLET],
    ['oneShot', oneShot, system.EPOLLONESHOT],
    ['exclusive', exclusive, system.EPOLLEXCLUSIVE],
  ] as const) {
    if (typeof value !== 'boolean') throw new TypeError(`${name}: нужно true или false`)
    if (value) bits |= bit
  }
  return { bits, data }
}

/** EPOLLET is the highest of 32 bits, and `|` makes the number negative. */
function checkEvents(events: number): number {
  return checkInteger(events, 'events', -0x80000000, 0xffffffff)
}
