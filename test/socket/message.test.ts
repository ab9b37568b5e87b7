import { closeSync, fstatSync, openSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  AF_INET,
  controlSpace,
  errorOf,
  IP_PKTINFO,
  IP_RECVERR,
  IPPROTO_IP,
  type Message,
  MSG_ERRQUEUE,
  MSG_TRUNC,
  MSG_WAITALL,
  POLLIN,
  packetInfo,
  packetInfoOf,
  poll,
  rights,
  rightsOf,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
  type UnixAddress,
} from '../../src/socket/index.ts'
import { datagram } from './pairs.ts'

describe('descriptors among the bytes of a stream', () => {
  const send = (socket: Socket<UnixAddress>, text: string, fd?: number) =>
    socket.sendmsg([text], fd === undefined ? [] : [rights([{ fileno: () => fd }])])
  const told = ({ data, control }: Pick<Message<UnixAddress>, 'data' | 'control'>) => {
    const fds = rightsOf(control)
    for (const fd of fds) closeSync(fd)
    return [data.toString(), fds.length]
  }

  test('MSG_WAITALL glues no two messages with descriptors, and loses none', () => {
    const [one, other] = socketpair()
    const file = openSync('/dev/null', 'r')
    send(one, 'x', file)
    send(one, 'y', file)
    expect(told(other.recvmsg(2, controlSpace(4), MSG_WAITALL))).toEqual(['x', 1])
    expect(told(other.recvmsg(1, controlSpace(4), MSG_WAITALL))).toEqual(['y', 1])
    // Those that come with a later part are told of as well
    send(one, 'a')
    send(one, 'b', file)
    send(one, 'c')
    expect(told(other.recvmsg(3, controlSpace(4), MSG_WAITALL))).toEqual(['ab', 1])
    closeSync(file)
  })

  test('their memory is shared with no other Buffer', () => {
    const [one, other] = socketpair()
    const file = openSync('/dev/null', 'r')
    send(one, 'x', file)
    const { control } = other.recvmsg(1, controlSpace(4))
    expect(control[0]?.data.buffer.byteLength).toBe(4)
    for (const fd of [...rightsOf(control), file]) closeSync(fd)
  })
})

describe('sendmsg and recvmsg', () => {
  test('several buffers are one message, and fill several buffers', () => {
    const [one, other] = socketpair(SOCK_DGRAM)
    expect(one.sendmsg(['аб', new Uint8Array(0), Buffer.from('cdefg')])).toBe(9)
    const rooms = [Buffer.alloc(4), Buffer.alloc(0), Buffer.alloc(3)]
    const { bytes, truncated, control, address } = other.recvmsgInto(rooms)
    expect(rooms.map(String)).toEqual(['аб', '', 'cde'])
    expect({ bytes, truncated, control, address }).toEqual({
      bytes: 7,
      truncated: true,
      control: [],
      address: { path: '' },
    })
    one.sendmsg(['whole'])
    expect(other.recvmsg(100)).toMatchObject({ data: Buffer.from('whole'), truncated: false })
    for (const socket of [one, other]) socket.close()
  })

  test('MSG_TRUNC tells how long it really was', () => {
    const [one, other] = socketpair(SOCK_DGRAM)
    one.sendmsg(['0123456789'])
    const cut = { data: Buffer.from('0123'), truncated: true, length: 10 }
    expect(other.recvmsg(4, 0, MSG_TRUNC)).toMatchObject(cut)
    one.sendmsg(['0123456789'])
    expect(other.recvmsg(4)).not.toHaveProperty('length')
    for (const socket of [one, other]) socket.close()
  })

  test('a blocking stream takes everything, piece by piece', () => {
    const [one, other] = socketpair()
    one.setblocking(false)
    const parts = [Buffer.alloc(3 << 20, 'a'), Buffer.alloc(3 << 20, 'b')]
    const sent = one.sendmsg(parts)
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(6 << 20)
    expect(() => one.sendmsg(['x'])).toThrow(expect.objectContaining({ code: 'EAGAIN' }))
    other.settimeout(50)
    expect(other.recvmsg(10).data.toString()).toBe('aaaaaaaaaa')
    for (const socket of [one, other]) socket.close()
  })

  test('SCM_RIGHTS hands descriptors over', () => {
    const [one, other] = socketpair()
    const file = openSync('/dev/null', 'r')
    one.sendmsg(['x'], [rights([{ fileno: () => file }, one])])
    const { control, controlTruncated } = other.recvmsg(1, controlSpace(8))
    const [copy = -1, socket = -1] = rightsOf(control)
    expect(controlTruncated).toBe(false)
    expect(fstatSync(copy).ino).toBe(fstatSync(file).ino)
    const same = Socket.fromFd(socket)
    same.send('to myself')
    expect(other.recv(100).toString()).toBe('to myself')
    expect(same.get_inheritable()).toBe(false)
    for (const fd of [file, copy]) closeSync(fd)
    for (const each of [same, one, other]) each.close()
  })

  test('what has no room is told of, and left open by nobody', () => {
    const [one, other] = socketpair()
    one.sendmsg(['x'], [rights([one])])
    expect(other.recvmsg(1, 1)).toMatchObject({ controlTruncated: true, control: [] })
    one.sendmsg(['x'], [{ level: SOL_SOCKET, type: 1, data: new Uint8Array(0) }])
    const closed = new Socket(AF_INET, SOCK_STREAM)
    closed.close()
    expect(() => rights([closed])).toThrow('EBADF')
    // Asked twice it would say another number
    let asked = 0
    const sly = { fileno: () => (asked++ === 0 ? one.fileno() : Number.NaN) }
    expect([...new Int32Array(rights([sly]).data.buffer)]).toEqual([one.fileno()])
    expect(() =>
      one.sendmsg(['x'], [{ level: 1, type: Number.NaN, data: Buffer.alloc(4) }]),
    ).toThrow(RangeError)
    expect(() => one.sendmsg('text' as never)).not.toThrow()
    expect(() => one.sendmsg([5 as never])).toThrow(TypeError)
    for (const socket of [one, other]) socket.close()
  })

  test.runIf(process.platform === 'linux')('IP_PKTINFO: where it came in, and from where', () => {
    using server = new Socket(AF_INET, SOCK_DGRAM)
    server.bind({ port: 0 })
    server.setsockopt(IPPROTO_IP, IP_PKTINFO, 1)
    server.settimeout(2000)
    using client = datagram()
    const { port } = server.getsockname()
    client.sendto('x', { address: '127.0.0.7', port })
    const { control } = server.recvmsg(1, controlSpace(12))
    expect(packetInfoOf(control)).toMatchObject({ destination: '127.0.0.7' })
    const back = packetInfo({ source: '127.0.0.7' })
    server.sendmsg(['answer'], [back], 0, client.getsockname())
    expect(client.recvfrom(100).address).toEqual({ address: '127.0.0.7', port, family: 'IPv4' })
    expect(packetInfoOf([])).toBeNull()
  })

  test.runIf(process.platform === 'linux')('the error queue says what became of a datagram', () => {
    using client = datagram()
    const gone = datagram()
    const nobody = gone.getsockname()
    gone.close()
    client.setsockopt(IPPROTO_IP, IP_RECVERR, 1)
    client.sendto('lost', nobody)
    poll([{ socket: client, events: POLLIN }], 2000)
    const { data, control, address } = client.recvmsg(100, 512, MSG_ERRQUEUE)
    expect([data.toString(), address]).toEqual(['lost', nobody])
    expect(errorOf(control)).toMatchObject({
      code: 'ECONNREFUSED',
      origin: 'icmp',
      icmp: { type: 3, code: 3 },
      offender: { address: '127.0.0.1' },
    })
    // It never waits: there is something or there is nothing
    client.settimeout(null)
    expect(() => client.recvmsg(100, 512, MSG_ERRQUEUE)).toThrow('EAGAIN')
    expect(() => client.recv(100, MSG_ERRQUEUE)).toThrow('EAGAIN')
  })
})
