import { ADDRESS_SIZE, type Address, decodeAddress, encodeAddress } from '../address/address.ts'
import { nameError } from '../errors/errors.ts'
import { inet_ntop } from '../names/inet.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { system } from '../system/platform.ts'
import type { HasDescriptor } from '../waiting/wait.ts'
import type { ControlMessage } from './control.ts'
import { tellDescriptor } from './handle.ts'

// What control messages say, in plain values.

const { AF_INET, AF_INET6, IPPROTO_IP, IPPROTO_IPV6, SCM_RIGHTS, SOL_SOCKET } = system

/**
 * Служебные данные, которые передают дескрипторы другому процессу. The control message that hands
 * descriptors to another process. They stay open here. unix(7).
 */
export function rights(handles: readonly HasDescriptor[]): ControlMessage {
  const fds = [...handles].map((handle) => tellDescriptor(handle, 'sendmsg'))
  const data = new Uint8Array(Int32Array.from(fds).buffer)
  return { level: SOL_SOCKET, type: SCM_RIGHTS, data }
}

/**
 * Дескрипторы, которые пришли с сообщением. The descriptors that came with a message. They are open
 * and nobody's: take each, with `Socket.fromFd`, or it stays open.
 */
export function rightsOf(control: readonly ControlMessage[]): number[] {
  return find(control, SOL_SOCKET, SCM_RIGHTS).flatMap((view) => {
    return Array.from({ length: view.byteLength / 4 }, (_, i) => view.getInt32(4 * i, true))
  })
}

/** Куда пришла датаграмма. Where a datagram has come in: ip(7), ipv6(7). */
export interface PacketInfo {
  /** Номер интерфейса. The number of the interface. */
  readonly interface: number
  /** Адрес, на который её послали. The address it was sent to. */
  readonly destination: string
}

/**
 * Куда пришла датаграмма: интерфейс и адрес; null, если этого не сказано. Where a datagram has come
 * in, after `setsockopt(IPPROTO_IP, IP_PKTINFO, 1)` (of IPv6 `IPV6_RECVPKTINFO`); null when nothing
 * says so.
 */
export function packetInfoOf(control: readonly ControlMessage[]): PacketInfo | null {
  const [four] = find(control, IPPROTO_IP, system.IP_PKTINFO)
  if (four !== undefined && four.byteLength >= 12) {
    return { interface: four.getInt32(0, true), destination: read(AF_INET, four, 8, 4) }
  }
  const [six] = find(control, IPPROTO_IPV6, system.IPV6_PKTINFO)
  if (six === undefined || six.byteLength < 20) return null
  return { interface: six.getUint32(16, true), destination: read(AF_INET6, six, 0, 16) }
}

/**
 * Служебные данные, которые выбирают, откуда уйдёт датаграмма IPv4. The control message that
 * chooses where a datagram of IPv4 goes out, and from which address.
 */
export function packetInfo(where: { interface?: number; source?: string }): ControlMessage {
  const { interface: index = 0, source = '0.0.0.0' } = where
  const data = Buffer.alloc(12)
  data.writeInt32LE(checkInteger(index, 'interface', 0, INT_MAX))
  encodeAddress(AF_INET, { address: source }).copy(data, 4, 4, 8)
  return { level: IPPROTO_IP, type: system.IP_PKTINFO, data }
}

/**
 * Почему посланная датаграмма не дошла. Why a datagram that was sent has not arrived: `struct
 * sock_extended_err` of ip(7).
 */
export interface QueuedError {
  /** Имя ошибки. The name of the error: `ECONNREFUSED`, `EMSGSIZE`. */
  readonly code: string
  /**
   * Кто о ней говорит: эта машина или чужая, по ICMP. Who says so: this machine, or another one by
   * ICMP.
   */
  readonly origin: 'none' | 'local' | 'icmp' | 'icmp6' | 'other'
  /** Тип и код сообщения ICMP. The type and the code of the ICMP message. */
  readonly icmp: { readonly type: number; readonly code: number }
  /** При EMSGSIZE — сколько байтов проходит, MTU. With EMSGSIZE: how much goes through, MTU. */
  readonly info: number
  /** Кто прислал сообщение об ошибке, если это известно. The one who says so, when it is known. */
  readonly offender: Address | null
}

const ORIGINS = ['none', 'local', 'icmp', 'icmp6'] as const

/**
 * Ошибка из очереди ошибок сокета; null, если её нет. The error of a message that was received with
 * MSG_ERRQUEUE, after `setsockopt(IPPROTO_IP, IP_RECVERR, 1)`; null when there is none.
 */
export function errorOf(control: readonly ControlMessage[]): QueuedError | null {
  const found = [
    ...find(control, IPPROTO_IP, system.IP_RECVERR),
    ...find(control, IPPROTO_IPV6, system.IPV6_RECVERR),
  ]
  const [view] = found
  if (view === undefined || view.byteLength < 16) return null
  return {
    code: nameError(view.getUint32(0, true)),
    origin: ORIGINS[view.getUint8(4)] ?? 'other',
    icmp: { type: view.getUint8(5), code: view.getUint8(6) },
    info: view.getUint32(8, true),
    offender: readOffender(view),
  }
}

function readOffender(view: DataView): Address | null {
  const bytes = Buffer.alloc(ADDRESS_SIZE)
  bytes.set(new Uint8Array(view.buffer, view.byteOffset + 16, view.byteLength - 16))
  const known = [AF_INET, AF_INET6].includes(bytes.readUInt16LE(0))
  return known ? decodeAddress(bytes, view.byteLength - 16) : null
}

function find(control: readonly ControlMessage[], level: number, type: number): DataView[] {
  return control.flatMap((one) => {
    if (one.level !== level || one.type !== type) return []
    return [new DataView(Uint8Array.from(one.data).buffer)]
  })
}

function read(family: number, view: DataView, at: number, size: number): string {
  return inet_ntop(family, new Uint8Array(view.buffer, view.byteOffset + at, size))
}
