// What a typed array is, asked in a way that nobody can forge: `Object.defineProperty(bytes,
// 'length', …)` changes what `bytes.length` says, and libc would believe it.

const prototype = Object.getPrototypeOf(Uint8Array.prototype)

function getter<T>(name: string): { call(view: ArrayBufferView): T } {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as () => T
}

const buffer = getter<ArrayBufferLike>('buffer')
const offset = getter<number>('byteOffset')
const length = getter<number>('byteLength')

/** The memory under a typed array. */
export function bufferOf(view: ArrayBufferView): ArrayBufferLike {
  return buffer.call(view)
}

/** Where in that memory it begins, in bytes. */
export function offsetOf(view: ArrayBufferView): number {
  return offset.call(view)
}

/** How long it is, in bytes; 0 when its memory has gone to another thread. */
export function lengthOf(view: ArrayBufferView): number {
  return length.call(view)
}
