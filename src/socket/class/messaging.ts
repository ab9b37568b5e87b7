import {
  ADDRESS_SIZE,
  type Address,
  decodeAddress,
  encodeAddress,
  type InetAddress,
  type Target,
} from '../address/address.ts'
import * as libc from '../native/libc.ts'
import * as native from '../native/message.ts'
import {
  checkData,
  checkFlags,
  checkInteger,
  checkRoom,
  type Data,
  INT_MAX,
} from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { system } from '../system/platform.ts'
import { giveTurnNowAndThen } from '../waiting/wait.ts'
import { type ControlMessage, decodeControl, encodeControl } from './control.ts'
import { Receiving } from './receiving.ts'
import { release, reserve } from './room.ts'

const { AF_UNIX, MSG_CMSG_CLOEXEC, MSG_CTRUNC, MSG_DONTWAIT, MSG_TRUNC, POLLOUT, SCM_RIGHTS } =
  system

/** Сообщение со всем, что к нему относится. What `recvmsg` returns. */
export interface Message<A extends Address = InetAddress> {
  readonly data: Buffer
  /** Служебные данные, которые пришли с байтами. What came beside the bytes. */
  readonly control: readonly ControlMessage[]
  /**
   * Флаги MSG_…, которыми система описала сообщение. MSG_EOR, MSG_TRUNC, MSG_CTRUNC, MSG_OOB,
   * MSG_ERRQUEUE, joined by `|`.
   */
  readonly flags: number
  /** Датаграмма не поместилась: MSG_TRUNC. The datagram was longer than `data`: MSG_TRUNC. */
  readonly truncated: boolean
  /**
   * Настоящая длина датаграммы, если просили MSG_TRUNC. With MSG_TRUNC: how long it really was,
   * more than `data` has when it did not fit.
   */
  readonly length?: number
  /**
   * Служебные данные не поместились: MSG_CTRUNC. There was not enough room for `control`:
   * MSG_CTRUNC.
   */
  readonly controlTruncated: boolean
  /**
   * Кто послал; у потока байтов — null. Who sent it; with MSG_ERRQUEUE whom it was sent to. A
   * stream has no senders: null.
   */
  readonly address: A
}

/**
 * То же, что Message, но байты легли в память программы. What `recvmsgInto` returns: how many bytes
 * came, and the rest of `Message`.
 */
export interface MessageInto<A extends Address = InetAddress> extends Omit<Message<A>, 'data'> {
  readonly bytes: number
}

const nobody = new Uint8Array(0)

/**
 * Сообщения из нескольких кусков и со служебными данными. Messages with all that belongs to them:
 * several buffers, control data, flags.
 */
export abstract class Messaging<A extends Address> extends Receiving<A> {
  /**
   * Посылает несколько кусков памяти одним сообщением, и служебные данные с ним. Sends several
   * pieces of memory as one message, with control data beside them. Returns how many bytes the
   * system took: all, unless the socket is not to wait.
   * @param control `[rights([file])]` hands descriptors over, `[packetInfo({ source })]` chooses an
   *   address
   * Errors: as for `send`; EINVAL (control data that means nothing here). sendmsg(2), cmsg(3).
   */
  sendmsg(
    buffers: readonly Data[],
    control: readonly ControlMessage[] = [],
    flags = 0,
    address?: Target,
  ): number {
    giveTurnNowAndThen()
    checkFlags(flags)
    const to = address === undefined ? nobody : encodeAddress(this.family, address)
    const beside = encodeControl(control)
    // Last of all: nothing that runs in a conversion can change what is checked now
    const bytes = Array.from(buffers).map((data) => restOf(checkData(data), 0))
    const size = bytes.reduce((sum, part) => sum + lengthOf(part), 0)
    const call = (done: number) => {
      const memory = {
        buffers: skip(bytes, done),
        control: done === 0 ? beside : nobody,
        address: to,
      }
      return native.sendmsg(this.fd, memory, flags | this.hurry)
    }
    const sent = call(0)
    if (sent === size) return sent
    const mayWait = (flags & MSG_DONTWAIT) === 0
    const attempt = { syscall: 'sendmsg', events: POLLOUT, target: address, mayWait }
    return this.sendParts(sent, libc.errno(), size, attempt, call)
  }

  /**
   * Ждёт сообщения и возвращает его со служебными данными. Waits for a message and returns it with
   * all that belongs to it.
   * @param length at most so many bytes; what does not fit is lost, and `truncated` says so
   * @param controlLength how much room there is for control data: `controlSpace(…)`
   * Errors: as for `recv`. With MSG_ERRQUEUE it never waits. recvmsg(2), cmsg(3).
   */
  recvmsg(length: number, controlLength = 0, flags = 0): Message<A> {
    const size = checkInteger(length, 'length', 0, INT_MAX)
    const room = (flags & MSG_TRUNC) === 0 ? reserve(size) : Buffer.alloc(size)
    let got = 0
    let message: Omit<Message<A>, 'data'>
    let data: Buffer
    try {
      const { bytes, ...rest } = this.receiveMessage([room], controlLength, flags)
      got = bytes
      message = rest
    } finally {
      data = release(room, got)
    }
    return (flags & MSG_TRUNC) === 0 ? { data, ...message } : { data, ...message, length: got }
  }

  /**
   * Ждёт сообщения и раскладывает его по памяти программы. As `recvmsg`, but into several pieces of
   * memory of your own, one after the other. readv(2).
   */
  recvmsgInto(buffers: readonly Uint8Array[], controlLength = 0, flags = 0): MessageInto<A> {
    giveTurnNowAndThen()
    const rooms = Array.from(buffers).map((buffer) => restOf(checkRoom(buffer), 0))
    return this.receiveMessage(rooms, controlLength, flags)
  }

  private receiveMessage(
    rooms: readonly Uint8Array[],
    controlLength: number,
    flags: number,
  ): MessageInto<A> {
    checkFlags(flags)
    const control = new Uint8Array(checkInteger(controlLength, 'controlLength', 0, 1 << 20))
    const address = Buffer.alloc(ADDRESS_SIZE)
    const size = rooms.reduce((sum, room) => sum + lengthOf(room), 0)
    let received: native.Received | undefined
    const call = (done: number) => {
      const memory = { buffers: skip(rooms, done), control, address }
      const now = native.recvmsg(this.fd, memory, flags | this.hurry | MSG_CMSG_CLOEXEC)
      if (now.bytes >= 0 && (now.controlLength > 0 || received === undefined)) received = now
      return now.bytes
    }
    // What comes behind descriptors is another message's, and may bring its own. unix(7)
    const isWhole = () => this.family === AF_UNIX && bringsRights(control, received)
    const bytes = this.receiveParts('recvmsg', size, flags, call, { isWhole })
    return { bytes, ...this.describe(received, control, address) }
  }

  private describe(
    received: native.Received | undefined,
    control: Uint8Array,
    address: Buffer,
  ): Omit<MessageInto<A>, 'bytes'> {
    const { addressLength = 0, controlLength = 0, flags = 0 } = received ?? {}
    const named = addressLength > 0 || this.family === AF_UNIX
    return {
      control: decodeControl(control, controlLength),
      flags: flags & ~MSG_CMSG_CLOEXEC,
      truncated: (flags & MSG_TRUNC) !== 0,
      controlTruncated: (flags & MSG_CTRUNC) !== 0,
      address: (named ? decodeAddress(address, addressLength) : null) as A,
    }
  }
}

function bringsRights(control: Uint8Array, received: native.Received | undefined): boolean {
  const { controlLength = 0, flags = 0 } = received ?? {}
  if ((flags & MSG_CTRUNC) !== 0) return true
  return decodeControl(control, controlLength).some(({ type }) => type === SCM_RIGHTS)
}

/** The pieces without the first `done` bytes of them all. */
function skip(parts: readonly Uint8Array[], done: number): Uint8Array[] {
  let left = done
  return parts.flatMap((part) => {
    const length = lengthOf(part)
    const skipped = Math.min(left, length)
    left -= skipped
    return skipped === length && length > 0 ? [] : [restOf(part, skipped)]
  })
}
