import { checkInteger } from '../system/check.ts'

// Programs of the "classic" packet filter: bpf(4) of BSD, socket filters of Linux.

/**
 * Одна команда фильтра пакетов. One instruction: what it does, how many it skips when that is true
 * or false, a number.
 */
export interface Instruction {
  readonly code: number
  readonly jt: number
  readonly jf: number
  readonly k: number
}

/** `ld random`: the extension of Linux that loads a random word. */
const LOAD_RANDOM: Instruction = { code: 0x20, jt: 0, jf: 0, k: 0xfffff038 }

/**
 * Фильтр, который случайно теряет столько процентов пришедшего. A filter that loses so many per
 * cent of what comes, at random.
 * @param percent 0 to 100
 */
export function loses(percent: number): Instruction[] {
  if (typeof percent !== 'number') throw new TypeError('Доля потерь — число процентов')
  if (!(percent >= 0 && percent <= 100))
    throw new RangeError(`Доля потерь от 0 до 100, не ${percent}`)
  if (percent === 0) return [keepAll]
  if (percent === 100) return [dropAll]
  const limit = Math.min(0xffffffff, Math.round((percent / 100) * 2 ** 32))
  return [LOAD_RANDOM, { code: 0x35, jt: 0, jf: 1, k: limit }, keepAll, dropAll]
}

const keepAll: Instruction = { code: 0x06, jt: 0, jf: 0, k: 0xffffffff }
const dropAll: Instruction = { code: 0x06, jt: 0, jf: 0, k: 0 }

/** The instructions as the system reads them: `struct sock_filter`. */
export function encodeFilter(program: readonly Instruction[]): Uint8Array {
  const instructions = Array.from(program)
  checkInteger(instructions.length, 'Число команд фильтра', 1, 4096)
  const bytes = new DataView(new ArrayBuffer(8 * instructions.length))
  for (const [index, { code, jt, jf, k }] of instructions.entries()) {
    bytes.setUint16(8 * index, checkInteger(code, 'code', 0, 0xffff), true)
    bytes.setUint8(8 * index + 2, checkInteger(jt, 'jt', 0, 255))
    bytes.setUint8(8 * index + 3, checkInteger(jf, 'jf', 0, 255))
    bytes.setUint32(8 * index + 4, checkInteger(k, 'k', 0, 0xffffffff), true)
  }
  return new Uint8Array(bytes.buffer)
}
