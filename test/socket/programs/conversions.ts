// Each scene changes, from inside a conversion, what the call has measured or is about to use; the
// process must outlive it. The argument names the scene.
import {
  AF_INET,
  EPOLLIN,
  Epoll,
  POLLIN,
  type PollEntry,
  poll,
  SOCK_DGRAM,
  Socket,
  socketpair,
} from '../../../src/socket/index.ts'

const [one, other] = socketpair()
const many = (count: number): PollEntry<{ fileno(): number }>[] =>
  Array.from({ length: count }, () => ({ socket: one, events: POLLIN }))

const scenes: Record<string, () => unknown> = {
  lengthen() {
    const entries = many(1)
    const socket = {
      fileno() {
        entries.push(...many(5000))
        return one.fileno()
      },
    }
    entries.unshift({ socket, events: POLLIN })
    for (let i = 0; i < 30; i++) {
      entries.length = 2
      poll(entries, 0)
    }
  },
  'lengthen by a getter'() {
    const entries = many(10)
    Object.defineProperty(entries, 0, {
      get() {
        entries.length = 20_000
        entries.fill({ socket: one, events: POLLIN }, 1)
        return { socket: one, events: POLLIN }
      },
    })
    for (let i = 0; i < 30; i++) poll(entries, 0)
  },
  shorten() {
    const entries = many(5000)
    const socket = {
      fileno() {
        entries.length = 0
        return one.fileno()
      },
    }
    entries[0] = { socket, events: POLLIN }
    return poll(entries, 0).length
  },
  'poll in fileno'() {
    const socket = {
      fileno() {
        poll(many(9000), 0)
        return other.fileno()
      },
    }
    one.send('x')
    return poll([...many(300), { socket, events: POLLIN }], 0).length
  },
  'a proxy that changes its length'() {
    let asked = 0
    const entries = new Proxy(many(3), {
      get: (target, key) =>
        key === 'length' ? 3 + 4000 * asked++ : Reflect.get(target, Number(key) % 3),
    })
    return poll(entries, 0).length
  },
  'epoll_wait in fileno'() {
    using epoll = new Epoll<{ fileno(): number }>()
    for (let i = 0; i < 30; i++) {
      const copy = one.dup()
      const socket = {
        fileno() {
          epoll.wait(0, 65536)
          return copy.fileno()
        },
      }
      epoll.add(socket, EPOLLIN)
    }
    return epoll.wait(0, 10).length
  },
  'a buffer given away by the address'() {
    const udp = new Socket(AF_INET, SOCK_DGRAM)
    udp.bind({ address: '127.0.0.1' })
    const bytes = new Uint8Array(1 << 20)
    const { port } = udp.getsockname()
    const address = {
      get address() {
        structuredClone(bytes.buffer, { transfer: [bytes.buffer] })
        return '127.0.0.1'
      },
      port,
    }
    try {
      udp.sendto(bytes, address)
      return 'sent'
    } catch (error) {
      return (error as Error).name
    }
  },
  'a socket closed by the address'() {
    const udp = new Socket(AF_INET, SOCK_DGRAM)
    const address = {
      address: '127.0.0.1',
      get port() {
        udp.close()
        return 9
      },
    }
    try {
      return udp.sendto('x', address)
    } catch (error) {
      return (error as NodeJS.ErrnoException).code
    }
  },
}

const result = scenes[process.argv[2] ?? '']?.()
// What was overwritten may be noticed late
const rubbish = Array.from({ length: 2000 }, (_, i) => new Uint8Array(i))
globalThis.gc?.()
console.log(`alive ${result ?? ''} ${rubbish.length}`)
process.exit()
