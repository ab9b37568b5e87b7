import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Course } from '../../course/types.ts'
import { locateWorkspace } from '../../workspace/place.ts'
import { watchFolders } from '../serve/watch.ts'
import { type Assets, bundleAssets } from './assets.ts'
import { createGate } from './gate.ts'
import { createLab } from './lab.ts'
import { createVisitor } from './visitor.ts'
import { parseWish } from './wish.ts'

/** Where pages come alive: programs are run from them. */
export interface LiveDoor {
  /** Belongs into the address that the terminal prints. */
  readonly key: string
  /** Answers what is its own: keys, scripts, who may run. */
  answer(request: IncomingMessage, response: ServerResponse): boolean
  /** The chapters have changed. */
  refresh(): void
  close(): Promise<void>
}

/** More pages at once nobody reads. */
const MOST_PAGES = 20

/** More messages in a second no reader sends. */
const MOST_MESSAGES = 300

/** How much (bytes) of what a page has not taken yet is kept for it. */
const MOST_UNTAKEN = 16 * 1024 * 1024

const PREFIX = '/_lab/'

/** @param folder of the chapters */
export function attachLab(server: Server, folder: Course['folder']): LiveDoor {
  const port = () => (server.address() as AddressInfo).port
  const gate = createGate(port)
  const lab = createLab(folder)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 })
  let assets: Promise<Assets> | undefined
  server.on('upgrade', (request, socket, head) => {
    const isOurs = request.url === `${PREFIX}socket`
    const status = isOurs ? (gate.refuse(request) === undefined ? undefined : 403) : 404
    if (status !== undefined) return turnAway(socket, status)
    if (sockets.clients.size >= MOST_PAGES) return turnAway(socket, 503)
    sockets.handleUpgrade(request, socket, head, (page) => welcome(page, lab))
  })
  const unwatch = watchFolders([locateWorkspace({ folder })], () => {
    for (const page of sockets.clients) page.send(JSON.stringify({ is: 'changed' }))
  })
  return {
    key: gate.key,
    refresh: lab.refresh,
    answer(request, response) {
      if (gate.admit(request, response)) return true
      const path = (request.url ?? '').split('?')[0] ?? ''
      if (!path.startsWith(PREFIX)) return false
      if (path === `${PREFIX}me`)
        tellAllowed(response, gate.refuse(withOrigin(request)) === undefined)
      else {
        assets ??= bundleAssets()
        sendAsset(response, path.slice(PREFIX.length), assets)
      }
      return true
    },
    async close() {
      unwatch()
      for (const page of sockets.clients) page.terminate()
      await lab.close()
    },
  }
}

/** Browsers send no origin with what a page asks of its own server. */
function withOrigin({ headers }: IncomingMessage): IncomingMessage {
  const site = headers['sec-fetch-site']
  const origin = headers.origin ?? (site === 'same-origin' ? `http://${headers.host}` : undefined)
  return { headers: { ...headers, origin } } as IncomingMessage
}

function welcome(page: WebSocket, lab: ReturnType<typeof createLab>): void {
  const visitor = createVisitor(lab, (reply) => {
    if (page.readyState !== page.OPEN) return
    // It has stopped reading: what it does not take must not fill our memory.
    if (page.bufferedAmount > MOST_UNTAKEN) page.terminate()
    else page.send(JSON.stringify(reply))
  })
  let [count, second] = [0, 0]
  page.on('message', (data, isBinary) => {
    const now = Math.floor(performance.now() / 1000)
    ;[count, second] = now === second ? [count + 1, second] : [1, now]
    const wish = isBinary ? undefined : parseWish(String(data))
    // Whoever talks like this is no page of ours.
    if (wish === undefined || count > MOST_MESSAGES) return page.close(1008)
    void visitor.hear(wish)
  })
  page.on('error', () => page.terminate())
  page.on('close', visitor.leave)
}

function turnAway(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
}

function tellAllowed(response: ServerResponse, allowed: boolean): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ allowed }))
}

async function sendAsset(
  response: ServerResponse,
  name: string,
  assets: Promise<Assets>,
): Promise<void> {
  const content = (await assets).get(name)
  const type = 'text/javascript; charset=utf-8'
  response.writeHead(content === undefined ? 404 : 200, {
    'content-type': type,
    'cache-control': 'no-store',
  })
  response.end(content)
}
