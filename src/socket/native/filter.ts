import { bufferOf, lengthOf, offsetOf } from '../system/memory.ts'
import { isDarwin, system } from '../system/platform.ts'
import { koffi } from './koffi.ts'
import * as libc from './libc.ts'

/** Gives a socket its filter: `struct sock_fprog` names the instructions by their address. */
export function callWithFilter(fd: number, instructions: Uint8Array): number {
  if (isDarwin) throw new Error('Фильтры сокетов есть только в Linux')
  const address =
    BigInt(koffi.address(new Uint8Array(bufferOf(instructions)))) + BigInt(offsetOf(instructions))
  const program = new DataView(new ArrayBuffer(16))
  program.setUint16(0, lengthOf(instructions) / 8, true)
  program.setBigUint64(8, address, true)
  const bytes = new Uint8Array(program.buffer)
  const result = libc.setsockopt(fd, system.SOL_SOCKET, system.SO_ATTACH_FILTER, bytes, 16)
  // Held until here: the system has copied them
  return lengthOf(instructions) === 0 ? -1 : result
}
