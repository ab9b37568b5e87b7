import { descriptorOf } from '../class/handle.ts'
import { createError } from '../errors/errors.ts'
import { errno, errors } from '../native/libc.ts'
import { callSelect, FD_SET_INTS } from '../native/select.ts'
import { encodeTime } from '../options/options.ts'
import { checkWait } from '../system/check.ts'
import { deadlineIn, giveTurn, type HasDescriptor, SLICE, timeLeft } from '../waiting/wait.ts'

/**
 * Сколько дескрипторов знает select(): 1024. How many descriptors `select` knows: its sets are so
 * many bits, and no number may be larger.
 */
export const FD_SETSIZE = 32 * FD_SET_INTS

/**
 * Ждёт, пока из кого-нибудь можно будет читать или в кого-нибудь писать. Waits until one of the
 * readers can be read from, one of the writers be written to, or one of the last has urgent data;
 * returns those that can, in three lists. It is the oldest such call, and `poll` can do more: here
 * a descriptor of 1024 or more is refused, and every call walks through all smaller ones.
 * @param timeout milliseconds; null waits for ever, as does a negative number; 0 only looks
 * Errors: EBADF; a RangeError for a descriptor that does not fit into FD_SETSIZE. select(2).
 */
export function select<R extends HasDescriptor, W extends HasDescriptor, X extends HasDescriptor>(
  readers: readonly R[],
  writers: readonly W[] = [],
  urgent: readonly X[] = [],
  timeout: number | null = null,
): [readers: R[], writers: W[], urgent: X[]] {
  const deadline = deadlineIn(checkWait(timeout))
  const lists = [[...readers], [...writers], [...urgent]] as const
  for (;;) {
    const fds = lists.map((list) => list.map((handle) => numberIn(handle)))
    const sets = fds.map(encodeSet) as [Int32Array, Int32Array, Int32Array]
    const left = timeLeft(deadline)
    const ready = selectSlice(sets, highest(fds) + 1, left)
    if (ready > 0 || left <= 0) {
      const happened = (list: 0 | 1 | 2) =>
        lists[list].filter((_, index) => isIn(sets[list], fds[list]?.[index] as number))
      return [happened(0), happened(1), happened(2)] as [R[], W[], X[]]
    }
  }
}

/** select(2) of the system would write behind its sets. */
function numberIn(handle: HasDescriptor): number {
  const fd = descriptorOf(handle, 'select')
  if (fd < FD_SETSIZE) return fd
  throw new RangeError(
    `select: дескриптор ${fd} не меньше FD_SETSIZE, ${FD_SETSIZE}: возьмите poll()`,
  )
}

function highest(lists: readonly (readonly number[])[]): number {
  return lists.flat().reduce((most, fd) => Math.max(most, fd), -1)
}

function encodeSet(fds: readonly number[]): Int32Array {
  const set = new Int32Array(FD_SET_INTS)
  for (const fd of fds) set[fd >> 5] = (set[fd >> 5] as number) | (1 << (fd & 31))
  return set
}

function isIn(set: Int32Array, fd: number): boolean {
  return ((set[fd >> 5] as number) & (1 << (fd & 31))) !== 0
}

/** One slice; without an answer the sets are emptied. */
function selectSlice(sets: [Int32Array, Int32Array, Int32Array], count: number, left: number) {
  const time = encodeTime(Math.min(SLICE, Math.max(0, left)))
  const ready = callSelect(count, sets, time)
  if (ready > 0) return ready
  const reason = ready === 0 ? errors.EINTR : errno()
  for (const set of sets) set.fill(0)
  giveTurn()
  if (reason !== errors.EINTR) throw createError({ syscall: 'select', errno: reason })
  return 0
}
