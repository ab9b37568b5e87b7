import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  AF_INET6,
  getnameinfo,
  IP_BIND_ADDRESS_NO_PORT,
  IP_MULTICAST_LOOP,
  IPPROTO_IP,
  IPPROTO_TCP,
  if_indextoname,
  if_nametoindex,
  inet_ntop,
  inet_pton,
  loses,
  NI_NAMEREQD,
  NI_NUMERICHOST,
  NI_NUMERICSERV,
  SO_BROADCAST,
  SO_RCVBUF,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  TCP_NOTSENT_LOWAT,
} from '../../src/socket/index.ts'
import { connect, datagram } from './pairs.ts'
import { startCommand } from './run.ts'

const onLinux = process.platform === 'linux'

describe.runIf(onLinux)('what the system of Linux knows by name', () => {
  test('TCP_INFO', () => {
    const [client, server] = connect()
    client.send('hello')
    server.recv(5)
    const info = client.tcpInfo()
    expect(info).toMatchObject({ state: 'ESTABLISHED', bytesSent: 5, retransmits: 0 })
    expect(info.rtt).toBeGreaterThan(0)
    expect(info.sndCwnd).toBeGreaterThan(0)
    server.close()
    client.recv(1)
    expect(client.tcpInfo().state).toBe('CLOSE_WAIT')
    client.close()
  })

  test('TCP_NOTSENT_LOWAT and IP_BIND_ADDRESS_NO_PORT', () => {
    using socket = new Socket(AF_INET, SOCK_STREAM)
    socket.setsockopt(IPPROTO_TCP, TCP_NOTSENT_LOWAT, 16384)
    expect(socket.getsockopt(IPPROTO_TCP, TCP_NOTSENT_LOWAT)).toBe(16384)
    socket.setsockopt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
    socket.bind({ address: '127.0.0.1', port: 0 })
    expect(socket.getsockname().port).toBe(0)
  })

  test('a filter loses some per cent of what comes', () => {
    using server = datagram()
    using client = datagram()
    server.setsockopt(SOL_SOCKET, SO_RCVBUF, 4 << 20)
    const count = (percent: number) => {
      server.attachFilter(loses(percent))
      for (let i = 0; i < 400; i++) client.sendto('x', server.getsockname())
      let kept = 0
      while (server.tryRecv(1) !== null) kept++
      return kept
    }
    expect(count(0)).toBeGreaterThan(200)
    expect(count(100)).toBe(0)
    const half = count(50)
    expect(half).toBeGreaterThan(60)
    expect(half).toBeLessThan(280)
    server.detachFilter()
    expect(() => server.detachFilter()).toThrow('ENOENT')
    for (const percent of [-1, 101, Number.NaN]) expect(() => loses(percent)).toThrow(RangeError)
    expect(() => server.attachFilter([])).toThrow(RangeError)
    const wild = { code: 0xffff, jt: 9, jf: 9, k: 1 }
    expect(() => server.attachFilter([wild])).toThrow('EINVAL')
  })
})

test('a group hears what is sent to it, and no more after leaving it', () => {
  using member = new Socket(AF_INET, SOCK_DGRAM)
  member.bind({ port: 0 })
  member.settimeout(2000)
  member.joinGroup('239.7.7.7', { address: '127.0.0.1' })
  using sender = datagram()
  sender.setsockopt(IPPROTO_IP, IP_MULTICAST_LOOP, 1)
  sender.setsockopt(IPPROTO_IP, onLinux ? 32 : 9, inet_pton(AF_INET, '127.0.0.1'))
  const group = { address: '239.7.7.7', port: member.getsockname().port }
  sender.sendto('all', group)
  expect(member.recv(10).toString()).toBe('all')
  member.leaveGroup('239.7.7.7', { address: '127.0.0.1' })
  expect(() => member.leaveGroup('239.7.7.7', { address: '127.0.0.1' })).toThrow('EADDRNOTAVAIL')
  using six = new Socket(AF_INET6, SOCK_DGRAM)
  six.joinGroup('ff02::7:7', { interface: if_nametoindex(onLinux ? 'lo' : 'lo0') })
  expect(() => member.joinGroup('not a group')).toThrow(TypeError)
})

test('a broadcast is allowed by its option', () => {
  using sender = datagram()
  sender.setsockopt(SOL_SOCKET, SO_BROADCAST, 1)
  expect(sender.getsockopt(SOL_SOCKET, SO_BROADCAST)).not.toBe(0)
})

test('a descriptor is inherited when it is told to be', async () => {
  const [client, server] = connect()
  expect(client.get_inheritable()).toBe(false)
  client.set_inheritable(true)
  expect(client.get_inheritable()).toBe(true)
  client.set_inheritable(false)
  expect(client.get_inheritable()).toBe(false)
  expect(() => client.set_inheritable(1 as never)).toThrow(TypeError)
  client.close()
  server.close()
  expect(() => client.get_inheritable()).toThrow('EBADF')
})

describe('names', () => {
  test('getnameinfo', () => {
    const address = { address: '127.0.0.1', port: 80 }
    const numbers = NI_NUMERICHOST | NI_NUMERICSERV
    expect(getnameinfo(address, numbers)).toEqual({ host: '127.0.0.1', service: '80' })
    expect(getnameinfo({ address: '::1' }, numbers)).toEqual({ host: '::1', service: '0' })
    expect(() => getnameinfo({ address: '192.0.2.1' }, NI_NAMEREQD)).toThrow(/getnameinfo/)
    expect(() => getnameinfo({ address: 'localhost' })).toThrow(TypeError)
  })

  test('interfaces', () => {
    const loopback = onLinux ? 'lo' : 'lo0'
    expect(if_indextoname(if_nametoindex(loopback))).toBe(loopback)
    expect(() => if_nametoindex('nowhere0')).toThrow('ENODEV')
    expect(() => if_indextoname(999_999)).toThrow('ENXIO')
    expect(() => if_nametoindex('a\0b')).toThrow(TypeError)
  })

  test('inet_pton and inet_ntop agree with Python', async () => {
    const addresses = [
      '127.0.0.1',
      '0.0.0.0',
      '::',
      '::1',
      'fe80::1:0:0:2',
      '::ffff:1.2.3.4',
      '1::8',
    ]
    const program = [
      'import socket, sys',
      'for a in sys.argv[1:]:',
      '    f = socket.AF_INET6 if ":" in a else socket.AF_INET',
      '    print(socket.inet_pton(f, a).hex(), socket.inet_ntop(f, socket.inet_pton(f, a)))',
    ]
    const { out } = await startCommand(['python3', '-c', program.join('\n'), ...addresses]).ended
    const ours = addresses.map((address) => {
      const family = address.includes(':') ? AF_INET6 : AF_INET
      const bytes = inet_pton(family, address)
      return `${bytes.toString('hex')} ${inet_ntop(family, bytes)}\n`
    })
    expect(ours.join('')).toBe(out)
    expect(() => inet_pton(AF_INET, '1.2.3')).toThrow(TypeError)
    expect(() => inet_ntop(AF_INET, Buffer.alloc(16))).toThrow(RangeError)
    expect(() => inet_ntop(99, Buffer.alloc(4))).toThrow(RangeError)
  })
})
