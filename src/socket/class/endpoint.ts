import { type InspectOptions, inspect } from 'node:util'
import { ADDRESS_SIZE, type Address, decodeAddress } from '../address/address.ts'
import * as libc from '../native/libc.ts'
import {
  decodeOption,
  encodeOption,
  isTime,
  type Linger,
  OPTION_SIZE,
  type OptionValue,
} from '../options/options.ts'
import { checkInteger, INT_MAX } from '../system/check.ts'
import { lengthOf } from '../system/memory.ts'
import { system } from '../system/platform.ts'
import { describeSocket } from './inspect.ts'
import { Patient } from './patient.ts'

const { SO_ATTACH_FILTER, SO_RCVLOWAT, SOL_SOCKET } = system
const addressBytes = Buffer.alloc(ADDRESS_SIZE)
const addressLength = new Uint32Array(1)

/**
 * Один конец разговора: два адреса и параметры. One end of a conversation: its two addresses and
 * its options.
 */
export abstract class Endpoint<A extends Address> extends Patient {
  /** Семейство адресов сокета. AF_INET, AF_INET6 or AF_UNIX. */
  readonly family: number
  /** Тип сокета. SOCK_STREAM or SOCK_DGRAM. */
  readonly type: number
  /** SO_RCVLOWAT: a call that waits is not content with less. Copies have it together. */
  protected marks = { low: 1 }
  /** What the system made of the times that were set: it counts in ticks of some milliseconds. */
  protected rounded: ReadonlyMap<number, Rounded> = new Map()

  constructor(fd: number, family: number, type: number, alone: boolean) {
    super(fd, alone)
    this.family = family
    this.type = type
  }

  /** То, что показывает console.log(). What `console.log` shows. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    const { fd, family, type, patience } = this
    const shown = { fd, family, type, patience }
    const local = () => this.getsockname()
    const remote = () => this.getpeername()
    return describeSocket(this.constructor.name, { ...shown, local, remote }, options)
  }

  /**
   * Адрес, к которому привязан этот сокет. The address this socket is bound to. getsockname(2).
   */
  getsockname(): A {
    addressLength[0] = ADDRESS_SIZE
    const result = libc.getsockname(this.fd, addressBytes, addressLength)
    if (result === -1) throw this.failure('getsockname', libc.errno())
    return decodeAddress(addressBytes, addressLength[0]) as A
  }

  /**
   * Адрес собеседника. The address of the other side; ENOTCONN when there is none. getpeername(2).
   */
  getpeername(): A {
    addressLength[0] = ADDRESS_SIZE
    const result = libc.getpeername(this.fd, addressBytes, addressLength)
    if (result === -1) throw this.failure('getpeername', libc.errno())
    return decodeAddress(addressBytes, addressLength[0]) as A
  }

  /**
   * Задаёт параметр сокета. Sets an option: `setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)`. SO_LINGER
   * takes `{ onoff, linger }` in seconds, SO_RCVTIMEO and SO_SNDTIMEO milliseconds (the calls then
   * fail with EAGAIN), any other an int or its bytes. setsockopt(2), socket(7), tcp(7), ip(7).
   */
  setsockopt(level: number, option: number, value: OptionValue): void {
    checkOption(level, option)
    const bytes = encodeOption(level, option, value)
    if (shapesWaits(level, option)) this.expose()
    const result = libc.setsockopt(this.fd, level, option, bytes, lengthOf(bytes))
    if (result === -1) throw this.failure('setsockopt', libc.errno())
    if (isTime(level, option)) this.noteRounding(option, value)
    if (option === SO_RCVLOWAT && level === SOL_SOCKET) this.readLowMark()
  }

  /**
   * Читает параметр сокета. Reads an option: a number, `{ onoff, linger }` for SO_LINGER,
   * milliseconds for SO_RCVTIMEO and SO_SNDTIMEO; with `length` the bytes as they are, at most so
   * many. getsockopt(2).
   */
  getsockopt(level: number, option: number, length: number): Buffer
  getsockopt<T extends number | Linger = number>(level: number, option: number): T
  getsockopt(level: number, option: number, length?: number): number | Linger | Buffer {
    checkOption(level, option)
    const size = length === undefined ? OPTION_SIZE : checkInteger(length, 'length', 1, 65536)
    if (shapesWaits(level, option)) this.expose()
    const bytes = new Uint8Array(size)
    const unit = unitOf(level, option)
    const got = new Uint32Array([Math.floor(size / unit)])
    const result = libc.getsockopt(this.fd, level, option, bytes, got)
    if (result === -1) throw this.failure('getsockopt', libc.errno())
    const written = unit * (got[0] as number)
    // Without room for even one instruction it only says how many there are
    if (written > size) throw this.failure('getsockopt', libc.errors.EINVAL)
    if (length !== undefined) return Buffer.from(bytes.buffer, 0, written)
    const value = decodeOption(level, option, bytes)
    const known = isTime(level, option) ? this.rounded.get(option) : undefined
    return known?.kept === value ? known.asked : value
  }

  /** Notes what the option demands of each call: others who share the socket may have set it. */
  protected readLowMark(): void {
    this.marks.low = this.getsockopt(SOL_SOCKET, SO_RCVLOWAT)
  }

  private noteRounding(option: number, asked: OptionValue): void {
    const kept = this.readLimit(option) ?? 0
    const one: [number, Rounded][] = typeof asked === 'number' ? [[option, { asked, kept }]] : []
    this.rounded = new Map([...this.rounded].filter(([other]) => other !== option).concat(one))
  }
}

interface Rounded {
  readonly asked: number
  readonly kept: number
}

/** Our own way of waiting makes use of these options; from now on they are the program's. */
function shapesWaits(level: number, option: number): boolean {
  return isTime(level, option) || (level === SOL_SOCKET && option === SO_RCVLOWAT)
}

/** In so many bytes a length is counted: asked for its filter, Linux counts instructions of eight. */
function unitOf(level: number, option: number): number {
  return level === SOL_SOCKET && option === SO_ATTACH_FILTER ? 8 : 1
}

function checkOption(level: number, option: number): void {
  checkInteger(level, 'level', 0, INT_MAX)
  if (Number.isNaN(option)) throw new RangeError('Такого параметра в этой системе нет')
  checkInteger(option, 'option', 0, INT_MAX)
}
