// Arguments for the fuzzer, most of them right, some of them malicious.
import type { Random } from './random.ts'

export type Values = ReturnType<typeof createValues>

type Maker<T> = () => T
const Elastic = ArrayBuffer as never as new (size: number, options: object) => ArrayBuffer
const ElasticShared = SharedArrayBuffer as never as new (
  size: number,
  options: object,
) => SharedArrayBuffer

class Sly extends Uint8Array {
  override subarray(): never {
    throw new Error('thrown by a getter')
  }
  override get length(): number {
    return 1 << 24
  }
  static get [Symbol.species]() {
    return Uint16Array as never
  }
}

export function createValues(random: Random) {
  const { below, once, pick } = random
  /** What is done when a malicious value is looked at; the acts say what there is to do. */
  const mischief: (() => void)[] = []
  const buffers: Uint8Array[] = [new Uint8Array(10), Buffer.alloc(70_000), Buffer.allocUnsafe(100)]

  function misbehave(): void {
    if (mischief.length > 0) pick(mischief)()
    if (once(6)) throw new Error('thrown by a getter')
  }

  /** A value that does something else when it is asked for. */
  function sly<T>(value: T): T {
    misbehave()
    return value
  }

  mischief.push(() => {
    const { buffer } = pick(buffers)
    // Node's own pool must stay
    if (buffer instanceof ArrayBuffer && buffer.byteLength !== Buffer.poolSize) {
      structuredClone(buffer, { transfer: [buffer] })
    }
  })

  const odd: Maker<unknown>[] = [
    () => undefined,
    () => null,
    () => Number.NaN,
    () => -1,
    () => 1.5,
    () => 2 ** 31,
    () => 2 ** 53,
    () => -(2 ** 31),
    () => 7n,
    () => 'x',
    () => Symbol('odd'),
    () => ({ valueOf: () => sly(3), toString: () => sly('127.0.0.1') }),
    () => new Proxy({}, { get: () => sly(1), has: () => sly(true) }),
    () => () => 1,
    () => [1, 2, 3],
  ]

  const memory: Maker<unknown>[] = [
    () => new Uint8Array(below(200)),
    () => Buffer.alloc(below(100_000)),
    () => Buffer.from('text'),
    () => new Uint8Array(new SharedArrayBuffer(below(300))),
    () => new Uint8Array(new ArrayBuffer(300), below(300)),
    () => new Uint8Array(new Elastic(64, { maxByteLength: 1024 })),
    () => new Uint8Array(new ElasticShared(64, { maxByteLength: 1024 })),
    () => new Sly(below(5000)),
    () => Object.defineProperty(new Uint8Array(4), 'length', { value: 1 << 20 }),
    () => Object.defineProperty(new Uint8Array(4), 'byteOffset', { get: () => sly(9) }),
    () => new Uint16Array(4),
    () => new DataView(new ArrayBuffer(8)),
    () => new ArrayBuffer(8),
    () => new Proxy(new Uint8Array(4), {}),
    () => pick(buffers),
  ]

  /** Mostly what `right` gives. */
  function maybe<T>(right: Maker<T>, times = 12): T {
    return (once(times) ? pick(odd)() : right()) as T
  }

  function buffer(): Uint8Array {
    const made = maybe(() => pick(memory)() as Uint8Array)
    if (once(3) && ArrayBuffer.isView(made) && made.constructor !== Sly) {
      buffers[below(buffers.length)] = made
    }
    return made
  }

  return {
    mischief,
    misbehave,
    sly,
    maybe,
    buffer,
    data: () => (once(4) ? maybe(() => 'строка') : buffer()),
    number: (limit: number) => maybe(() => below(limit)),
    flags: () => maybe(() => pick([0, 0, 0, 0x40, 0x2, 0x20, 0x100, 0x102, 0x42, below(0x8000)])),
    // null and negative numbers are for ever
    timeout: () => pick<number>([0, 1, below(20), 1.5, Number.NaN, 2 ** 31, 'x' as never]),
  }
}
