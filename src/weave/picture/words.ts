import type { TracedCall } from '../../course/trace.ts'
import { formatCount } from '../../russian/count.ts'
import { isEndOfStream, kindOf } from './kinds.ts'
import type { Transfer } from './transfers.ts'
import type { Bar, Picture } from './types.ts'

const SIDES = ['RD', 'WR', 'RDWR'] as const
const BYTES = ['байт', 'байта', 'байтов'] as const

/** `recv`, `shutdown WR`, `send ×20`. */
export function nameCall({ call, times }: Bar): string {
  return `${nameOne(call)}${times > 1 ? ` ×${times}` : ''}`
}

function nameOne(call: TracedCall): string {
  if (call.call === 'shutdown') return `shutdown ${SIDES[call.how ?? 2]}`
  if (call.call === 'listen' || call.call === 'bind') return `${call.call}${readPort(call.local)}`
  // Node has one word for the end that comes and the end that goes
  if (call.call === 'end') return 'end()'
  return call.call === 'data' && isEndOfStream(call) ? 'событие end' : call.call
}

/** Ports from here on are the system's choice, and change from run to run. */
const EPHEMERAL = 32_768

function readPort(address = ''): string {
  const port = Number(/:(\d+)$/.exec(address)?.[1] ?? EPHEMERAL)
  return port < EPHEMERAL ? ` :${port}` : ''
}

/** What came of it, in a few signs: `12 Б`, `ECONNRESET`; of several, what came of all together. */
export function tellOutcome({ call, times }: Bar): string {
  if (call.code !== undefined) return call.code
  if (call.reset) return 'RST'
  if (isEndOfStream(call)) return call.blocking ? '0 Б' : ''
  const kind = kindOf(call)
  if ((kind === 'send' || kind === 'receive') && call.bytes !== undefined) {
    return `${times > 1 ? 'всего ' : ''}${formatBytes(call.bytes)}`
  }
  return ''
}

export function formatBytes(bytes: number): string {
  return `${formatNumber(bytes)}\u00A0Б`
}

function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u202F')
}

/** `0,3`, `412`. */
export function formatTime(milliseconds: number): string {
  const digits = milliseconds < 10 && milliseconds > 0 ? 1 : 0
  return milliseconds.toFixed(digits).replace('.', ',')
}

/** All that is known of a call, for whoever points at it. */
export function describeBar(bar: Bar, { from: zero }: Picture): string {
  const { call } = bar
  const end = call.end === undefined ? 'и не вернулся' : `до ${exact(call.end - zero)}`
  const time =
    call.end === call.start
      ? `в ${exact(call.start - zero)}`
      : `с ${exact(call.start - zero)} ${end}`
  const bytes = call.bytes === undefined ? '' : `, ${formatCount(call.bytes, BYTES)}`
  const code = call.code === undefined ? '' : `, ${call.code}`
  const limit = call.limit ? `, срок ${formatTime(call.limit)} мс` : ''
  return `${nameCall(bar)} ${time}${limit}${bytes}${code}${quote(call)}`
}

export function describeTransfer({ what, from, to, bytes = 0, outside }: Transfer): string {
  const lost = to === undefined && !outside ? '; не получено никем' : ''
  if (what === 'bytes')
    return `${formatCount(bytes, BYTES)}${quote(findWhole(bytes, to, from))}${lost}`
  return { open: 'соединение принято', fin: 'конец потока (FIN)', rst: 'сброс (RST)' }[what]
}

/** The call whose bytes are just those that went: of a part the other one does not know which it is. */
function findWhole(bytes: number, ...calls: readonly (TracedCall | undefined)[]) {
  return calls.find((call) => call?.bytes === bytes)
}

export function exact(milliseconds: number): string {
  return `${milliseconds.toFixed(2).replace('.', ',')}\u00A0мс`
}

/** The content, where it is text. */
function quote(call: TracedCall | undefined): string {
  const bytes = Buffer.from((call?.head ?? '').slice(0, 40), 'latin1')
  const text = new TextDecoder().decode(bytes)
  const isText = text !== '' && !/[^\P{C}\n\r\t]/u.test(text)
  const more = bytes.length < (call?.bytes ?? 0) ? '…' : ''
  return isText ? `: «${text.replace(/\uFFFD$/, '').trimEnd()}${more}»` : ''
}
