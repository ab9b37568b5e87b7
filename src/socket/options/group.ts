import { isIPv4 } from 'node:net'
import { inet_pton } from '../names/inet.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { system } from '../system/platform.ts'

const { AF_INET, AF_INET6, IPPROTO_IP, IPPROTO_IPV6 } = system

/** На каком интерфейсе слушать группу. Where a group is joined. */
export interface GroupOptions {
  /**
   * Номер интерфейса; 0 — пусть выберет система. The number of the interface, of IPv6; 0 lets the
   * system choose.
   */
  readonly interface?: number
  /**
   * Адрес интерфейса для IPv4; без него выберет система. An address of the interface, of IPv4; left
   * out it lets the system choose.
   */
  readonly address?: string
}

/** The options that join and leave a group, and their value: `struct ip_mreq`, `ipv6_mreq`. */
export function encodeGroup(group: string, options: GroupOptions) {
  const { interface: index = 0, address = '0.0.0.0' } = options
  checkInteger(index, 'interface', 0, INT_MAX)
  if (isIPv4(group)) {
    const bytes = Buffer.concat([inet_pton(AF_INET, group), inet_pton(AF_INET, address)])
    const { IP_ADD_MEMBERSHIP: join, IP_DROP_MEMBERSHIP: leave } = system
    // `struct ip_mreqn` of Linux has the number of the interface behind the addresses
    const number = Buffer.from(Int32Array.of(index).buffer)
    return { level: IPPROTO_IP, join, leave, bytes: Buffer.concat([bytes, number]) }
  }
  const number = Buffer.from(Uint32Array.of(index).buffer)
  const bytes = Buffer.concat([inet_pton(AF_INET6, group), number])
  const { IPV6_JOIN_GROUP: join, IPV6_LEAVE_GROUP: leave } = system
  return { level: IPPROTO_IPV6, join, leave, bytes }
}
