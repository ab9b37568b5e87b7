import { isDarwin } from '../system/platform.ts'

/** BSD systems begin an address with its length and give the family one byte. */
export function head(family: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  if (isDarwin) bytes.set([size, family])
  else new Uint16Array(bytes.buffer, bytes.byteOffset, 1)[0] = family
  return bytes
}

/** In the order of this machine. */
export function writeUInt32(bytes: Buffer, value: number, offset: number): void {
  new Uint32Array(bytes.buffer, bytes.byteOffset + offset, 1)[0] = value
}
