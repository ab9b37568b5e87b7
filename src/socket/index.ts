// Real BSD sockets for Node: each call stops the calling thread, as in C and in Python.
//
// From the bottom: `system/` is what differs between systems, and what arguments are checked for;
// `native/` the functions of libc, and nobody else calls them; `address/`, `options/` and `errors/`
// translate; `waiting/` cuts a wait into slices; `owner/` knows who closes a descriptor; `class/` is
// Socket, layer upon layer; `watching/` waits for many; `files/` are descriptors that are no sockets;
// `names/`, `threads/` and `trace/` stand beside.
export type {
  Address,
  AddressFamily,
  InetAddress,
  InetTarget,
  Target,
  UnixAddress,
} from './address/address.ts'
export { type ControlMessage, controlSpace } from './class/control.ts'
export {
  errorOf,
  type PacketInfo,
  packetInfo,
  packetInfoOf,
  type QueuedError,
  rights,
  rightsOf,
} from './class/meaning.ts'
export type { Message, MessageInto } from './class/messaging.ts'
export { fromNet } from './class/net.ts'
export { socketpair } from './class/pair.ts'
export type { Datagram } from './class/receiving.ts'
export { Socket } from './class/socket.ts'
export { SocketError, TimeoutError } from './errors/errors.ts'
export { Eventfd } from './files/eventfd.ts'
export { type PipeReader, type PipeWriter, pipe } from './files/pipe.ts'
export { Signalfd } from './files/signalfd.ts'
export { Timerfd } from './files/timerfd.ts'
export { if_indextoname, if_nametoindex, inet_ntop, inet_pton } from './names/inet.ts'
export {
  type AddressInfo,
  getaddrinfo,
  getnameinfo,
  type LookUpOptions,
  type NameInfo,
} from './names/names.ts'
export { type Instruction, loses } from './options/filter.ts'
export type { GroupOptions } from './options/group.ts'
export type { Linger, OptionValue } from './options/options.ts'
export type { TcpInfo } from './options/tcp-info.ts'
export type { Data } from './system/check.ts'
export * from './system/constants.ts'
export { subprocess } from './threads/subprocess.ts'
export { thread } from './threads/thread.ts'
export { trace } from './trace/trace.ts'
export type { TraceEvent } from './trace/trace-event.ts'
export type { HasDescriptor } from './waiting/wait.ts'
export { Epoll } from './watching/epoll.ts'
export type { EpollEntry, WatchOptions } from './watching/epoll-events.ts'
export { type PollEntry, poll } from './watching/poll.ts'
export { FD_SETSIZE, select } from './watching/select.ts'
