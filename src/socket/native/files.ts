import { lengthOf } from '../system/memory.ts'
import { isDarwin } from '../system/platform.ts'
import { type Native, native } from './libc.ts'
import { createLocate } from './locate.ts'
import { MINE, owned } from './owned.ts'

// What is read and written, and is no socket.

const locate = createLocate()
const nativeRead = native<[number, number, number]>('long read(int, uintptr_t, size_t)')
const nativeWrite = native<[number, number, number]>('long write(int, uintptr_t, size_t)')

export function read(fd: number, room: Uint8Array): number {
  return nativeRead(fd, locate(room), lengthOf(room))
}

export function write(fd: number, bytes: Uint8Array): number {
  return nativeWrite(fd, locate(bytes), lengthOf(bytes))
}

const pipe2 = isDarwin ? undefined : native<[Int32Array, number]>('int pipe2(void *, int)')
const pipe1 = isDarwin ? native<[Int32Array]>('int pipe(void *)') : undefined

/** O_CLOEXEC | O_NONBLOCK, the numbers of Linux. */
const FLAGS = 0o2004000

/** Where there is no pipe2(2), the caller sets the flags afterwards. */
export function pipe(pair: Int32Array): number {
  const result = pipe2?.(pair, FLAGS) ?? pipe1?.(pair) ?? -1
  if (result === -1) return result
  owned[pair[0] as number] = MINE
  owned[pair[1] as number] = MINE
  return result
}

interface LinuxFiles {
  eventfd: Native<[number, number]>
  timerfd_create: Native<[number, number]>
  timerfd_settime: Native<[number, number, BigInt64Array, null]>
  timerfd_gettime: Native<[number, BigInt64Array]>
}

let files: LinuxFiles | undefined

/** The files of Linux alone. */
export function linuxFiles(name: string): LinuxFiles {
  if (isDarwin) throw new Error(`${name} есть только в Linux; в macOS возьмите pipe()`)
  files ??= {
    eventfd: own(native('int eventfd(uint, int)')),
    timerfd_create: own(native('int timerfd_create(int, int)')),
    timerfd_settime: native('int timerfd_settime(int, int, void *, void *)'),
    timerfd_gettime: native('int timerfd_gettime(int, void *)'),
  }
  return files
}

function own(create: Native<[number, number]>): Native<[number, number]> {
  return (one, other) => {
    const fd = create(one, other)
    owned[fd] = MINE
    return fd
  }
}
