// The numbers of the system's C headers, one table for each system. Everything that differs
// between systems is here, so that an unknown system is refused at import and not by a crash.

const { platform, arch } = process

const everywhere = {
  AF_UNSPEC: 0,
  AF_UNIX: 1,
  AF_INET: 2,
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  IPPROTO_IP: 0,
  IPPROTO_TCP: 6,
  IPPROTO_UDP: 17,
  IPPROTO_IPV6: 41,
  SHUT_RD: 0,
  SHUT_WR: 1,
  SHUT_RDWR: 2,
  MSG_OOB: 1,
  MSG_PEEK: 2,
  POLLIN: 0x001,
  POLLPRI: 0x002,
  POLLOUT: 0x004,
  POLLERR: 0x008,
  POLLHUP: 0x010,
  POLLNVAL: 0x020,
  TCP_NODELAY: 1,
  TCP_MAXSEG: 2,
  AI_PASSIVE: 0x1,
  AI_CANONNAME: 0x2,
  AI_NUMERICHOST: 0x4,
  F_GETFL: 3,
  F_SETFL: 4,
  F_SETFD: 2,
  FD_CLOEXEC: 1,
}

/** What a system does not have is NaN: an option number that is NaN is refused by name. */
const missing = Number.NaN

const linux = {
  ...everywhere,
  AF_INET6: 10,
  SOMAXCONN: 4096,
  SOL_SOCKET: 1,
  SO_REUSEADDR: 2,
  SO_TYPE: 3,
  SO_ERROR: 4,
  SO_BROADCAST: 6,
  SO_SNDBUF: 7,
  SO_RCVBUF: 8,
  SO_KEEPALIVE: 9,
  SO_OOBINLINE: 10,
  SO_LINGER: 13,
  SO_REUSEPORT: 15,
  SO_RCVLOWAT: 18,
  SO_SNDLOWAT: 19,
  SO_RCVTIMEO: 20,
  SO_SNDTIMEO: 21,
  SO_ACCEPTCONN: 30,
  TCP_CORK: 3,
  TCP_KEEPIDLE: 4,
  TCP_KEEPINTVL: 5,
  TCP_KEEPCNT: 6,
  TCP_DEFER_ACCEPT: 9,
  TCP_QUICKACK: 12,
  TCP_USER_TIMEOUT: 18,
  IP_TOS: 1,
  IP_TTL: 2,
  IP_MULTICAST_TTL: 33,
  IP_MULTICAST_LOOP: 34,
  IPV6_V6ONLY: 26,
  MSG_TRUNC: 0x20,
  MSG_DONTWAIT: 0x40,
  MSG_WAITALL: 0x100,
  MSG_NOSIGNAL: 0x4000,
  MSG_MORE: 0x8000,
  POLLRDHUP: 0x2000,
  EPOLLIN: 0x001,
  EPOLLPRI: 0x002,
  EPOLLOUT: 0x004,
  EPOLLERR: 0x008,
  EPOLLHUP: 0x010,
  EPOLLRDHUP: 0x2000,
  EPOLLEXCLUSIVE: 0x10000000,
  EPOLLONESHOT: 0x40000000,
  EPOLLET: 0x80000000,
  AI_V4MAPPED: 0x8,
  AI_ADDRCONFIG: 0x20,
  AI_NUMERICSERV: 0x400,
  F_DUPFD_CLOEXEC: 1030,
  O_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
}

const darwin: typeof linux = {
  ...everywhere,
  AF_INET6: 30,
  SOMAXCONN: 128,
  SOL_SOCKET: 0xffff,
  SO_ACCEPTCONN: 0x2,
  SO_REUSEADDR: 0x4,
  SO_KEEPALIVE: 0x8,
  SO_BROADCAST: 0x20,
  // SO_LINGER of macOS counts in ticks of a clock; SO_LINGER_SEC in seconds, as everywhere else
  SO_LINGER: 0x1080,
  SO_OOBINLINE: 0x100,
  SO_REUSEPORT: 0x200,
  SO_SNDBUF: 0x1001,
  SO_RCVBUF: 0x1002,
  SO_SNDLOWAT: 0x1003,
  SO_RCVLOWAT: 0x1004,
  SO_SNDTIMEO: 0x1005,
  SO_RCVTIMEO: 0x1006,
  SO_ERROR: 0x1007,
  SO_TYPE: 0x1008,
  TCP_CORK: missing,
  TCP_KEEPIDLE: 0x10,
  TCP_KEEPINTVL: 0x101,
  TCP_KEEPCNT: 0x102,
  TCP_DEFER_ACCEPT: missing,
  TCP_QUICKACK: missing,
  TCP_USER_TIMEOUT: missing,
  IP_TOS: 3,
  IP_TTL: 4,
  IP_MULTICAST_TTL: 10,
  IP_MULTICAST_LOOP: 11,
  IPV6_V6ONLY: 27,
  MSG_TRUNC: 0x10,
  MSG_DONTWAIT: 0x80,
  MSG_WAITALL: 0x40,
  MSG_NOSIGNAL: 0x80000,
  MSG_MORE: missing,
  POLLRDHUP: missing,
  EPOLLIN: missing,
  EPOLLPRI: missing,
  EPOLLOUT: missing,
  EPOLLERR: missing,
  EPOLLHUP: missing,
  EPOLLRDHUP: missing,
  EPOLLEXCLUSIVE: missing,
  EPOLLONESHOT: missing,
  EPOLLET: missing,
  AI_V4MAPPED: 0x800,
  AI_ADDRCONFIG: 0x400,
  AI_NUMERICSERV: 0x1000,
  F_DUPFD_CLOEXEC: 67,
  O_NONBLOCK: 0x4,
  SOCK_CLOEXEC: 0,
}

function choose(): typeof linux {
  if (arch === 'x64' || arch === 'arm64') {
    if (platform === 'linux') return linux
    if (platform === 'darwin') return darwin
  }
  throw new Error(
    `live-sockets не знает чисел системы ${platform}-${arch}: есть linux и darwin, x64 и arm64. ` +
      'В Windows запускайте курс в WSL.',
  )
}

/** The constants of the system this process runs on. */
export const system = choose()

/** macOS has no SOCK_CLOEXEC, no accept4 and no epoll, and its addresses begin with a length. */
export const isDarwin = platform === 'darwin'

/** `struct epoll_event` is packed on x64 (12 bytes) and aligned elsewhere (16): epoll_ctl(2). */
export const EPOLL_EVENT_SIZE = arch === 'x64' ? 12 : 16
