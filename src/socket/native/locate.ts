import { bufferOf, offsetOf } from '../system/memory.ts'
import { koffi } from './koffi.ts'

/** Where a typed array lies in memory. */
export type Locate = (view: ArrayBufferView) => number

/**
 * A number tells libc where to write faster than koffi finds it out, and programs use the same
 * memory again and again: it is remembered, and kept alive, until another comes. Such a number
 * could name anybody's memory, so it never leaves `native/`, and the length that goes with it is
 * the view's own.
 */
export function createLocate(): Locate {
  let last: ArrayBufferView | undefined
  let place = 0
  let known: ArrayBufferLike | undefined
  let start = 0
  return (view) => {
    if (view === last) return place
    const memory = bufferOf(view)
    if (memory !== known) {
      start = Number(koffi.address(new Uint8Array(memory)))
      known = memory
    }
    last = view
    place = start + offsetOf(view)
    return place
  }
}
