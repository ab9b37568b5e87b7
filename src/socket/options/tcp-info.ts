// `struct tcp_info` of linux/tcp.h: it only ever grows at its end, and an older system writes less.

const STATES = [
  'UNKNOWN',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'NEW_SYN_RECV',
] as const

const BYTES = ['state', 'caState', 'retransmits', 'probes', 'backoff', 'options'] as const

/** In order, from the ninth byte on. */
const WORDS = [
  ...['rto', 'ato', 'sndMss', 'rcvMss', 'unacked', 'sacked', 'lost', 'retrans', 'fackets'],
  ...['lastDataSent', 'lastAckSent', 'lastDataRecv', 'lastAckRecv', 'pmtu', 'rcvSsthresh'],
  ...['rtt', 'rttvar', 'sndSsthresh', 'sndCwnd', 'advmss', 'reordering', 'rcvRtt', 'rcvSpace'],
  ...['totalRetrans', 'pacingRate*', 'maxPacingRate*', 'bytesAcked*', 'bytesReceived*'],
  ...['segsOut', 'segsIn', 'notsentBytes', 'minRtt', 'dataSegsIn', 'dataSegsOut'],
  ...['deliveryRate*', 'busyTime*', 'rwndLimited*', 'sndbufLimited*', 'delivered', 'deliveredCe'],
  ...['bytesSent*', 'bytesRetrans*', 'dsackDups', 'reordSeen'],
] as const

/** Room for all that is known. */
export const TCP_INFO_SIZE = 256

/**
 * Соединение глазами ядра. A connection as the system sees it. Times are in microseconds, those
 * that begin with `last` in milliseconds; what this system does not tell is 0.
 */
export interface TcpInfo {
  /**
   * Состояние соединения, как его называет ss. `ESTABLISHED`, `CLOSE_WAIT`, … as `ss` names them.
   */
  readonly state: (typeof STATES)[number]
  /**
   * Сколько раз повторён сегмент, который ждёт подтверждения. How often the segment that waits for
   * its acknowledgement was sent again.
   */
  readonly retransmits: number
  /**
   * Сколько микросекунд ждать подтверждения до повтора. How long it waits for one before it sends
   * again, µs.
   */
  readonly rto: number
  /** Время пути туда и обратно, мкс. The time of a round trip, µs. */
  readonly rtt: number
  /** Насколько оно колеблется, мкс. How much it varies, µs. */
  readonly rttvar: number
  /** Самое короткое из увиденных, мкс. The shortest that was seen, µs. */
  readonly minRtt: number
  /** Наибольший посылаемый сегмент, байт. The largest segment that is sent, bytes. */
  readonly sndMss: number
  /** Сколько сегментов может быть в пути. How many segments may be on their way. */
  readonly sndCwnd: number
  /**
   * Сколько сегментов в пути и не подтверждено. How many segments are on their way, and not
   * acknowledged.
   */
  readonly unacked: number
  /** Сколько из них считаются пропавшими. How many of them are thought lost. */
  readonly lost: number
  /** Сколько сегментов повторено за всё время. How many were sent again, since the beginning. */
  readonly totalRetrans: number
  /**
   * Сколько байтов подтвердил собеседник. Bytes that the other side has acknowledged, since the
   * beginning.
   */
  readonly bytesAcked: number
  /** Сколько байтов пришло. Bytes that have come. */
  readonly bytesReceived: number
  /** Сколько байтов ещё ни разу не послано. Bytes that wait to be sent for the first time. */
  readonly notsentBytes: number
  /** Остальные поля struct tcp_info. The rest of `struct tcp_info`, by its names. */
  readonly [field: string]: number | string
}

/** Reads a `struct tcp_info`. */
export function decodeTcpInfo(bytes: Buffer): TcpInfo {
  const view = new DataView(new ArrayBuffer(TCP_INFO_SIZE))
  new Uint8Array(view.buffer).set(bytes)
  const info: Record<string, number | string> = {}
  for (const [index, name] of BYTES.entries()) info[name] = view.getUint8(index)
  let at = 8
  for (const word of WORDS) {
    const isLong = word.endsWith('*')
    info[word.replace('*', '')] = isLong
      ? Number(view.getBigUint64(at, true))
      : view.getUint32(at, true)
    at += isLong ? 8 : 4
  }
  return { ...info, state: STATES[view.getUint8(0)] ?? 'UNKNOWN' } as unknown as TcpInfo
}
