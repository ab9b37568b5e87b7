import dgram from 'node:dgram'
import { once } from 'node:events'

/** Stands between clients and a server of datagrams, and loses some of what passes. */
export interface LossyRelay {
  readonly port: number
  passed(): number
  lost(): number
  destroy(): void
}

/**
 * Carries datagrams both ways and loses so many per cent of them: evenly, so that the same talk loses
 * the same datagrams each time.
 * @param percent 0 to 100
 */
export async function openLossyRelay(percent: number, port: number): Promise<LossyRelay> {
  if (!(percent >= 0 && percent <= 100))
    throw new RangeError(`Доля потерь от 0 до 100, не ${percent}`)
  const front = dgram.createSocket('udp4')
  const backs = new Map<number, dgram.Socket>()
  let [debt, passed, lost] = [0, 0, 0]
  const pass = (send: () => void) => {
    debt += percent
    if (debt >= 100) {
      debt -= 100
      lost += 1
      return
    }
    passed += 1
    send()
  }
  front.on('message', (bytes, from) => {
    const back = backs.get(from.port) ?? dgram.createSocket('udp4')
    if (!backs.has(from.port)) {
      backs.set(from.port, back)
      back.on('error', () => {})
      back.on('message', (answer) => pass(() => front.send(answer, from.port, from.address)))
    }
    pass(() => back.send(bytes, port, '127.0.0.1'))
  })
  front.bind(0, '127.0.0.1')
  await once(front, 'listening')
  return {
    port: front.address().port,
    passed: () => passed,
    lost: () => lost,
    destroy() {
      for (const socket of [front, ...backs.values()]) socket.close()
      backs.clear()
    },
  }
}
