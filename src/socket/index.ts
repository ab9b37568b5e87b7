// Real BSD sockets for Node: each call stops the calling thread, as in C and in Python.
export type {
  Address,
  AddressFamily,
  InetAddress,
  InetTarget,
  Target,
  UnixAddress,
} from './address.ts'
export type { Data } from './check.ts'
export * from './constants.ts'
export { Epoll } from './epoll.ts'
export type { EpollEntry, WatchOptions } from './epoll-events.ts'
export { SocketError, TimeoutError } from './errors.ts'
export { Eventfd } from './files/eventfd.ts'
export { type PipeReader, type PipeWriter, pipe } from './files/pipe.ts'
export { Signalfd } from './files/signalfd.ts'
export { Timerfd } from './files/timerfd.ts'
export { type Instruction, loses } from './filter.ts'
export type { GroupOptions } from './group.ts'
export { if_indextoname, if_nametoindex, inet_ntop, inet_pton } from './inet.ts'
export { type ControlMessage, controlSpace } from './message/control.ts'
export {
  errorOf,
  type PacketInfo,
  packetInfo,
  packetInfoOf,
  type QueuedError,
  rights,
  rightsOf,
} from './message/meaning.ts'
export type { Message, MessageInto } from './message/messaging.ts'
export {
  type AddressInfo,
  getaddrinfo,
  getnameinfo,
  type LookUpOptions,
  type NameInfo,
} from './names.ts'
export { fromNet } from './net.ts'
export type { Linger, OptionValue } from './options.ts'
export { socketpair } from './pair.ts'
export { type PollEntry, poll } from './poll.ts'
export type { Datagram } from './receiving.ts'
export { FD_SETSIZE, select } from './select.ts'
export { Socket } from './socket.ts'
export { subprocess } from './subprocess.ts'
export type { TcpInfo } from './tcp-info.ts'
export { thread } from './thread.ts'
export { trace } from './trace.ts'
export type { TraceEvent } from './trace-event.ts'
export type { HasDescriptor } from './wait.ts'
