// What a typed array is, asked in a way that nobody can forge: `Object.defineProperty(bytes,
// 'length', …)` changes what `bytes.length` says, and libc would believe it.

const prototype = Object.getPrototypeOf(Uint8Array.prototype)

function getter<T, This = ArrayBufferView>(
  owner: object,
  name: string,
): { call(self: This): T } | undefined {
  return Object.getOwnPropertyDescriptor(owner, name)?.get as (() => T) | undefined
}

const buffer = getter<ArrayBufferLike>(prototype, 'buffer') as { call(view: object): never }
const offset = getter<number>(prototype, 'byteOffset') as { call(view: object): number }
const length = getter<number>(prototype, 'byteLength') as { call(view: object): number }
// Node 20 knows them; TypeScript's library of that time does not
const resizable = getter<boolean, ArrayBufferLike>(ArrayBuffer.prototype, 'resizable')
const growable = getter<boolean, ArrayBufferLike>(SharedArrayBuffer.prototype, 'growable')

/** The memory under a typed array. */
export function bufferOf(view: ArrayBufferView): ArrayBuffer {
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

/** Whether memory may change its size under those who look at it. */
export function isElastic(memory: ArrayBufferLike): boolean {
  try {
    return resizable?.call(memory) === true
  } catch {
    return growable?.call(memory) === true
  }
}

/** The bytes from `start` on, as a plain array: `subarray` is a method that anybody may exchange. */
export function restOf(view: Uint8Array, start: number): Uint8Array {
  const left = lengthOf(view) - start
  if (left < 0) throw new TypeError(GONE)
  return new Uint8Array(bufferOf(view), offsetOf(view) + start, left)
}

/** What is said of memory without bytes. */
export const GONE = 'Память этого Uint8Array передана другому потоку; возьмите новую'
