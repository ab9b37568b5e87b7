// The same event loop over koffi's bare calls, with nothing checked: what no library over koffi
// can surpass. Prints its port.
import koffi from 'koffi'

const libc = koffi.load(null)
const accept4 = libc.func('int accept4(int, void *, void *, int)')
const bind = libc.func('int bind(int, void *, uint)')
const epollCreate = libc.func('int epoll_create1(int)')
const epollCtl = libc.func('int epoll_ctl(int, int, int, void *)')
const epollWait = libc.func('int epoll_wait(int, uintptr_t, int, int)')
const getsockname = libc.func('int getsockname(int, void *, void *)')
const listen = libc.func('int listen(int, int)')
const recv = libc.func('long recv(int, uintptr_t, size_t, int)')
const send = libc.func('long send(int, uintptr_t, size_t, int)')
const setsockopt = libc.func('int setsockopt(int, int, int, void *, uint)')
const socket = libc.func('int socket(int, int, int)')

const [AF_INET, SOCK_STREAM, IPPROTO_TCP, TCP_NODELAY] = [2, 1, 6, 1]
const [EPOLLIN, EPOLL_CTL_ADD, SOCK_NONBLOCK] = [1, 1, 0o4000]
// struct epoll_event is packed on x64 only
const EVENT_INTS = process.arch === 'x64' ? 3 : 4
const DATA_INT = EVENT_INTS === 3 ? 1 : 2

const address = Buffer.alloc(16)
address.writeUInt16LE(AF_INET, 0)
address.writeUInt32BE(0x7f000001, 4)
const listener = socket(AF_INET, SOCK_STREAM, 0)
bind(listener, address, address.length)
listen(listener, 1024)
getsockname(listener, address, Uint32Array.of(address.length))
console.log(address.readUInt16BE(2))

const watch = epollCreate(0)
const one = Int32Array.of(1)
const memory = Buffer.alloc(65536)
const events = new Int32Array(EVENT_INTS * 512)
const [memoryPlace, eventsPlace] = [memory, events].map((view) => Number(koffi.address(view)))

function add(fd: number): void {
  const event = new Int32Array(EVENT_INTS)
  event[0] = EPOLLIN
  event[DATA_INT] = fd
  epollCtl(watch, EPOLL_CTL_ADD, fd, event)
}

function greet(): void {
  const connection = accept4(listener, null, null, SOCK_NONBLOCK)
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, one, 4)
  add(connection)
}

add(listener)
for (;;) {
  const ready = epollWait(watch, eventsPlace, 512, -1)
  for (let index = 0; index < ready; index++) {
    const fd = events[index * EVENT_INTS + DATA_INT] as number
    if (fd === listener) greet()
    else send(fd, memoryPlace, recv(fd, memoryPlace, memory.length, 0), 0)
  }
}
