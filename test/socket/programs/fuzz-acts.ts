// What the fuzzer does with sockets. Each of them has a limit of some milliseconds from the first.
import {
  type Address,
  type AddressFamily,
  AF_INET,
  AF_INET6,
  AF_UNIX,
  Epoll,
  type PollEntry,
  poll,
  SO_ERROR,
  SO_LINGER,
  SO_RCVBUF,
  SO_RCVLOWAT,
  SO_RCVTIMEO,
  SO_SNDTIMEO,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
} from '../../../src/socket/index.ts'
import type { Values } from './fuzz-values.ts'
import type { Random } from './random.ts'

type Any = Socket<Address>
interface Handle {
  fileno(): number
}

const MOST = 40
const options = [SO_ERROR, SO_LINGER, SO_RCVBUF, SO_RCVLOWAT, SO_RCVTIMEO, SO_SNDTIMEO, 2, 9, 15]

export function createActs({ below, once, pick }: Random, values: Values) {
  const { maybe, misbehave } = values
  const sockets: Any[] = []
  const epolls = [new Epoll<Handle, unknown>(), new Epoll<Handle, unknown>()]

  function keep<T extends Any>(socket: T): T {
    socket.settimeout(below(12))
    if (sockets.length >= MOST) sockets.splice(below(MOST), 1)[0]?.close()
    sockets.push(socket)
    return socket
  }

  function open(): Any {
    const socket = new Socket<Address>(
      pick<AddressFamily>([AF_INET, AF_INET, AF_INET6, AF_UNIX]),
      pick([SOCK_STREAM, SOCK_DGRAM]),
    )
    return keep(socket)
  }

  function any(): Any {
    return sockets.length === 0 || once(30) ? open() : pick(sockets)
  }

  function address(): never {
    const socket = any()
    const known = () => (once(2) ? socket.getsockname() : { address: '127.0.0.1', port: 0 })
    const sly = () => ({
      get address() {
        misbehave()
        return '127.0.0.1'
      },
      get port() {
        misbehave()
        return below(70_000)
      },
      get path() {
        misbehave()
        return `\0fuzz-${below(5)}`
      },
    })
    return maybe(() => (once(8) ? sly() : once(8) ? { path: '' } : known())) as never
  }

  function handle(): Handle {
    const socket = any()
    if (!once(6)) return socket
    return {
      fileno() {
        misbehave()
        return maybe(() => socket.fileno())
      },
    }
  }

  function entries(): PollEntry<Handle>[] {
    const list = Array.from({ length: below(80) }, () => ({ socket: handle(), events: below(64) }))
    if (once(5)) values.mischief.push(() => void list.push(...list.slice(0, 100)))
    if (once(5)) values.mischief.push(() => void list.splice(below(3)))
    while (values.mischief.length > 12) values.mischief.splice(4, 1)
    return once(8) ? new Proxy(list, { get: (...args) => values.sly(Reflect.get(...args)) }) : list
  }

  values.mischief.push(
    () => any().close(),
    () => void poll(entriesOfOurs(), 0),
    () => void pick(epolls).wait(0, 1 + below(2000)),
  )

  function entriesOfOurs(): PollEntry<Any>[] {
    return sockets.filter((one) => one.fileno() !== -1).map((socket) => ({ socket, events: 1 }))
  }

  const acts: Record<string, () => unknown> = {
    open,
    pair: () => socketpair(maybe(() => pick([SOCK_STREAM, SOCK_DGRAM]))).map(keep),
    tcp() {
      using listener = new Socket(AF_INET, SOCK_STREAM)
      listener.bind({ address: '127.0.0.1' })
      listener.listen()
      keep(new Socket(AF_INET, SOCK_STREAM)).connect(listener.getsockname())
      keep(listener.accept())
    },
    close: () => once(3) && any().close(),
    dup: () => keep(any().dup()),
    detach: () => keep(Socket.fromFd(any().detach())),
    number: () => Socket.fromFd(maybe(() => 1000 + below(1000))).close(),
    adopt: () =>
      new Socket(
        AF_INET,
        SOCK_STREAM,
        0,
        maybe(() => below(3)),
      ),
    bind: () => any().bind(address()),
    listen: () => any().listen(values.number(10)),
    accept: () => keep(any().accept()),
    tryAccept() {
      const client = any().tryAccept()
      if (client !== null) keep(client)
    },
    connect: () => any().connect(address()),
    tryConnect: () => any().tryConnect(address()),
    connected: () => any().connected(),
    disconnect: () => any().disconnect(),
    shutdown: () => once(5) && any().shutdown(values.number(4)),
    send: () => any().send(values.data(), values.flags()),
    sendall: () => any().sendall(values.data(), values.flags()),
    sendto: () => any().sendto(values.data(), address(), values.flags()),
    trySend: () => any().trySend(values.data(), values.flags()),
    recv: () => any().recv(values.number(100_000), values.flags()),
    recvInto: () => any().recvInto(values.buffer(), values.flags()),
    recvfrom: () => any().recvfrom(values.number(100_000), values.flags()),
    tryRecv: () => any().tryRecv(values.number(100_000), values.flags()),
    tryRecvInto: () => any().tryRecvInto(values.buffer(), values.flags()),
    settimeout: () => any().settimeout(maybe(() => below(12), 1000)),
    getsockopt: () =>
      once(2)
        ? any().getsockopt(values.number(7), pick(options))
        : any().getsockopt(SOL_SOCKET, pick(options), values.number(70_000)),
    setsockopt: () =>
      any().setsockopt(
        maybe(() => SOL_SOCKET),
        maybe(() => pick(options)),
        maybe(() => (once(3) ? values.buffer() : below(50))),
      ),
    names: () => [any().getsockname(), any().getpeername()],
    poll: () => poll(entries(), values.timeout()),
    add: () => pick(epolls).add(handle(), values.number(64), { data: below(9) }),
    modify: () => pick(epolls).modify(handle(), values.number(64)),
    remove: () => pick(epolls).remove(handle()),
    wait: () =>
      pick(epolls).wait(
        values.timeout(),
        maybe(() => 1 + below(600)),
      ),
  }
  const names = Object.keys(acts)

  /** Does one of them; returns what it threw, or null. */
  function act(name: string): unknown {
    try {
      acts[name]?.()
      return null
    } catch (error) {
      return error
    }
  }

  function closeAll(): void {
    for (const one of [...sockets, ...epolls]) one.close()
  }

  return { act: Object.assign(act, { choose: () => pick(names) }), closeAll }
}
