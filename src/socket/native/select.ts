import { native } from './libc.ts'

type FdSet = Int32Array

/** `fd_set` is 1024 bits, everywhere. */
export const FD_SET_INTS = 32

const nativeSelect = native<[number, FdSet, FdSet, FdSet, Uint8Array]>(
  'int select(int, void *, void *, void *, void *)',
)

/** select(2). The system would write behind a set that is too small. */
export function callSelect(
  count: number,
  [read, write, urgent]: [FdSet, FdSet, FdSet],
  time: Uint8Array,
): number {
  for (const set of [read, write, urgent]) {
    if (set.length !== FD_SET_INTS || count > 32 * FD_SET_INTS) throw new RangeError('fd_set')
  }
  return nativeSelect(count, read, write, urgent, time)
}
