import { checkBuffer, checkInteger, INT_MAX } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { isDarwin } from '../system/platform.ts'

// What goes beside the bytes of a message: cmsg(3).

/**
 * Служебные данные, которые идут рядом с байтами: дескрипторы, адреса, ошибки. Something that goes
 * beside the bytes: descriptors, addresses, errors.
 */
export interface ControlMessage {
  /**
   * Чьи это данные: SOL_SOCKET, IPPROTO_IP, … Whose it is, as for setsockopt: SOL_SOCKET,
   * IPPROTO_IP, …
   */
  readonly level: number
  /** Что это: SCM_RIGHTS, IP_PKTINFO, … What it is: SCM_RIGHTS, IP_PKTINFO, … */
  readonly type: number
  readonly data: Uint8Array
}

/** `struct cmsghdr`: a length, the level, the type; then the data, and all that at whole words. */
const HEADER_SIZE = isDarwin ? 12 : 16
const WORD = isDarwin ? 4 : 8

/**
 * Сколько места занимают служебные данные таких размеров. How much room the control messages of
 * these sizes need. CMSG_SPACE.
 */
export function controlSpace(...lengths: number[]): number {
  const sizes = lengths.map((length) => checkInteger(length, 'length', 0, INT_MAX))
  return sizes.reduce((sum, length) => sum + HEADER_SIZE + align(length), 0)
}

function align(length: number): number {
  return Math.ceil(length / WORD) * WORD
}

/** Writes control messages as sendmsg(2) expects them. */
export function encodeControl(messages: readonly ControlMessage[]): Uint8Array {
  const parts = [...messages].map(({ level, type, data }) => ({
    level: checkInteger(level, 'level', 0, INT_MAX),
    type: checkInteger(type, 'type', 0, INT_MAX),
    data: Uint8Array.from(restOf(checkBuffer(data), 0)),
  }))
  const bytes = new Uint8Array(controlSpace(...parts.map(({ data }) => lengthOf(data))))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { level, type, data } of parts) {
    view.setUint32(at, HEADER_SIZE + data.length, true)
    view.setInt32(at + HEADER_SIZE - 8, level, true)
    view.setInt32(at + HEADER_SIZE - 4, type, true)
    bytes.set(data, at + HEADER_SIZE)
    at += HEADER_SIZE + align(data.length)
  }
  return bytes
}

/** Reads what recvmsg(2) has written. */
export function decodeControl(bytes: Uint8Array, length: number): ControlMessage[] {
  const messages: ControlMessage[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.length))
  for (let at = 0; at + HEADER_SIZE <= view.byteLength; ) {
    const size = view.getUint32(at, true)
    if (size < HEADER_SIZE) break
    const end = Math.min(at + size, view.byteLength)
    messages.push({
      level: view.getInt32(at + HEADER_SIZE - 8, true),
      type: view.getInt32(at + HEADER_SIZE - 4, true),
      // Memory of its own: Buffer.from would share that of others
      data: Buffer.from(bytes.slice(at + HEADER_SIZE, end).buffer),
    })
    at += align(size)
  }
  return messages
}
