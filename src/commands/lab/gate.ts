import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Who may run programs here: whoever has opened the address that the terminal has printed. */
export interface Gate {
  /** Belongs into that address; it is new at each start. */
  readonly key: string
  /** Answers a request that brings a key: with a cookie, and the same address without it. */
  admit(request: IncomingMessage, response: ServerResponse): boolean
  /** Why a request may run nothing; nothing where it may. */
  refuse(request: IncomingMessage): Refusal | undefined
}

export type Refusal = 'host' | 'origin' | 'session'

/** @param port where we listen: neither a name nor a page of another one is ours */
export function createGate(port: () => number): Gate {
  const key = randomBytes(18).toString('base64url')
  const session = randomBytes(24).toString('base64url')
  // Cookies do not know ports: another server on this machine must not overwrite ours.
  const name = () => `live-sockets-${port()}`
  const isOurHost = (host: string | undefined) =>
    ['localhost', '127.0.0.1', '[::1]'].some((own) => host === `${own}:${port()}`)
  return {
    key,
    admit(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const given = url.searchParams.get('key')
      if (given === null || !isOurHost(request.headers.host)) return false
      if (!isSame(given, key)) {
        response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' })
        response.end('Ключ устарел: откройте адрес, который сейчас стоит в терминале.\n')
        return true
      }
      url.searchParams.delete('key')
      response.writeHead(303, {
        'set-cookie': `${name()}=${session}; HttpOnly; SameSite=Strict; Path=/`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        // One slash: two would lead to another host.
        location: `/${url.pathname.replace(/^\/+/, '')}${url.search}`,
      })
      response.end()
      return true
    },
    refuse({ headers }) {
      if (!isOurHost(headers.host)) return 'host'
      if (headers.origin !== `http://${headers.host}`) return 'origin'
      const cookie = readCookie(headers.cookie ?? '', name())
      return cookie !== undefined && isSame(cookie, session) ? undefined : 'session'
    },
  }
}

function readCookie(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([own]) => own === name)?.[1]
}

/** How long it takes tells nothing of how much is right. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
