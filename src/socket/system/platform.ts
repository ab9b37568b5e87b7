import { darwin } from './darwin.ts'
import { linux } from './linux.ts'

// The numbers of the system's C headers, one table for each system. Everything that differs
// between systems is here, so that an unknown system is refused at import and not by a crash.

const { platform, arch } = process

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
