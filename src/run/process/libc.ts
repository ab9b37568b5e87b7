import { koffi } from '../../socket/native/koffi.ts'

/** The system calls that Node does not have. Each is bound when first called: macOS lacks some. */

type Call = (...args: unknown[]) => number

const library = koffi.load(null)
const bound = new Map<string, Call>()

function call(signature: string, args: unknown[]): number {
  const known = bound.get(signature) ?? (library.func(signature) as unknown as Call)
  bound.set(signature, known)
  return known(...args)
}

/** Throws with the system's own code (`EPERM`) when a call answers −1. */
function checked(name: string, result: number): number {
  if (result !== -1) return result
  const errno = koffi.errno()
  const code = Object.entries(koffi.os.errno).find(([, number]) => number === errno)?.[0]
  throw Object.assign(new Error(`${name}: ${code ?? errno}`), { code, errno, syscall: name })
}

/** posix_openpt(3) */
export function openMaster(flags: number): number {
  const fd = checked('posix_openpt', call('int posix_openpt(int)', [flags]))
  checked('grantpt', call('int grantpt(int)', [fd]))
  checked('unlockpt', call('int unlockpt(int)', [fd]))
  return fd
}

let ptsname: ((fd: number) => string) | undefined

/** ptsname(3): the path of the slave end. */
export function slaveName(master: number): string {
  ptsname ??= library.func('str ptsname(int)') as unknown as (fd: number) => string
  return ptsname(master)
}

/** ioctl(2) on a buffer. */
export function ioctl(fd: number, request: number, argument: Buffer): void {
  checked('ioctl', call('int ioctl(int, unsigned long, ...)', [fd, request, 'void *', argument]))
}

/** tcgetattr(3) into a buffer that is large enough on every platform. */
export function getTerminalMode(fd: number): Buffer {
  const mode = Buffer.alloc(128)
  checked('tcgetattr', call('int tcgetattr(int, void *)', [fd, mode]))
  return mode
}

/** tcsetattr(3), at once (TCSANOW). */
export function setTerminalMode(fd: number, mode: Buffer): void {
  checked('tcsetattr', call('int tcsetattr(int, int, void *)', [fd, 0, mode]))
}

/** unshare(2), for the calling thread only. */
export function unshare(flags: number): void {
  checked('unshare', call('int unshare(int)', [flags]))
}

/** setns(2), for the calling thread only. */
export function setNamespace(fd: number, kind: number): void {
  checked('setns', call('int setns(int, int)', [fd, kind]))
}

/** socket(2). */
export function openSocket(family: number, type: number, protocol = 0): number {
  return checked('socket', call('int socket(int, int, int)', [family, type, protocol]))
}

/** bind(2) of a netlink socket to multicast groups, a bit for each; whether it worked. */
export function joinGroups(fd: number, groups: number): boolean {
  const address = Buffer.alloc(12)
  address.writeUInt16LE(16, 0)
  address.writeUInt32LE(groups, 8)
  return call('int bind(int, void *, unsigned int)', [fd, address, address.length]) === 0
}

/** setsockopt(2) at SOL_SOCKET; whether it worked. */
export function setSocketOption(fd: number, option: number, value: number): boolean {
  const given = Buffer.alloc(4)
  given.writeInt32LE(value)
  const signature = 'int setsockopt(int, int, int, void *, unsigned int)'
  return call(signature, [fd, 1, option, given, given.length]) === 0
}

/** send(2), without a signal. */
export function sendTo(fd: number, bytes: Buffer): void {
  call('long send(int, void *, size_t, int)', [fd, bytes, bytes.length, 0x4000])
}

/**
 * recv(2) without waiting: how many bytes, 0 when there is nothing; `lost` where there was more
 * than the system could keep (netlink(7): ENOBUFS).
 */
export function receive(fd: number, buffer: Buffer): number | 'lost' {
  const dontWait = 0x40
  const args = [fd, buffer, buffer.length, dontWait]
  const size = Number(call('long recv(int, void *, size_t, int)', args))
  if (size === -1 && koffi.errno() === koffi.os.errno.ENOBUFS) return 'lost'
  return Math.max(size, 0)
}

/** close(2) of a descriptor that Node did not open. */
export function closeDescriptor(fd: number): void {
  call('int close(int)', [fd])
}

/** prctl(PR_SET_CHILD_SUBREAPER): orphans of our descendants become our children, not init's. */
export function setSubreaper(on: boolean): void {
  const childSubreaper = 36
  checked(
    'prctl',
    call('int prctl(int, ...)', [
      childSubreaper,
      'unsigned long',
      on ? 1 : 0,
      'unsigned long',
      0,
      'unsigned long',
      0,
      'unsigned long',
      0,
    ]),
  )
}

/** waitpid(2) without waiting: removes one zombie that Node does not know. */
export function reap(pid: number): void {
  const noHang = 1
  call('int waitpid(int, void *, int)', [pid, null, noHang])
}
