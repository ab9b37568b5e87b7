import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import sirv from 'sirv'
import type { LiveDoor } from '../lab/attach.ts'
import { addLiveScript, LIVE_SCRIPT, readLiveScript, WAITING } from './live-page.ts'
import type { LiveState } from './live-state.ts'

/** Only those who typed this very address may read: a foreign page must not reach in by DNS. */
const HOSTS = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Serves the site on loopback, each page with the script that changes it in place.
 * @param out the site's folder; it need not exist yet
 * @param port 0 takes any free one
 * @param openDoor lets pages run programs
 */
export async function serveSite(
  out: string,
  port: number,
  state: LiveState,
  openDoor?: (server: Server) => LiveDoor,
): Promise<Server> {
  const files = sirv(out, { dev: true, etag: true })
  let door: LiveDoor | undefined
  const server = createServer((request, response) => {
    if (!HOSTS.test(request.headers.host ?? '')) return refuse(response, 403, 'Чужой Host')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Только GET')
    if (door?.answer(request, response)) return
    if (/^\/live(\?|$)/.test(request.url ?? ''))
      return state.subscribe(response, readOpen(request.url))
    if (request.url === LIVE_SCRIPT) return sendScript(response)
    answer(out, request, response, files, state)
  })
  door = openDoor?.(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

/** What chapters and their pages consist of; once it is written, its type is known by the name. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.xml': 'text/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
}

type Files = ReturnType<typeof sirv>

async function answer(
  out: string,
  request: IncomingMessage,
  response: ServerResponse,
  files: Files,
  state: LiveState,
): Promise<void> {
  const path = readPath(request.url)
  if (path === undefined) return refuse(response, 400, 'Непонятный адрес')
  if (!path.endsWith('.html')) {
    const drawn = state.pages?.get(path.slice(1))
    if (drawn !== undefined) {
      const type = TYPES[extname(path)] ?? 'application/octet-stream'
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
      response.end(drawn)
      return
    }
    files(request, response, () => {
      if (/\.\w+$/.test(path)) refuse(response, 404, 'Такого файла нет')
      else refuseKindly(out, response, state)
    })
    return
  }
  state.expect(path.slice(1))
  const page = (await readPage(path, out, state)) ?? (await awaitPage(path, out, state))
  if (page === undefined) return refuseKindly(out, response, state)
  await send(response, 200, page, path, state)
}

/** A page of the course as it is now, mistakes and all, or else of the last build that held. */
async function readPage(path: string, out: string, { pages }: LiveState) {
  const drawn = pages?.get(path.slice(1))
  if (drawn !== undefined) return String(drawn)
  return readFile(join(out, path), 'utf8').catch(() => undefined)
}

/** How long (ms) a browser may wait for the first page before it is told what goes on. */
const PATIENCE = 3000

/** Where nothing has been built yet, the first pages are on their way. */
async function awaitPage(path: string, out: string, state: LiveState): Promise<string | undefined> {
  const patience = new AbortController()
  const late = setTimeout(PATIENCE, undefined, { signal: patience.signal, ref: false })
  await Promise.race([state.ready, late.catch(() => undefined)])
  patience.abort()
  const page = state.pages?.get(path.slice(1))
  if (page !== undefined) return String(page)
  // Nobody knows yet which pages there will be.
  const isNothing = (await readPage('/index.html', out, state)) === undefined
  return isNothing ? WAITING : undefined
}

/** The page whose script asks: `/live?page=/01-a.html`. */
function readOpen(url = ''): string {
  return (new URL(url, 'http://localhost').searchParams.get('page') ?? '').replace(/^\//, '')
}

async function sendScript(response: ServerResponse): Promise<void> {
  const script = await readLiveScript()
  response.writeHead(200, { 'content-type': TYPES['.js'] as string, 'cache-control': 'no-store' })
  response.end(script)
}

async function send(
  response: ServerResponse,
  status: number,
  page: string,
  path: string,
  { isAlive }: LiveState,
): Promise<void> {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(await addLiveScript(page, path, isAlive))
}

/** The site's own page for addresses that lead nowhere, where there is one. */
async function refuseKindly(out: string, response: ServerResponse, state: LiveState) {
  const page = await readPage('/404.html', out, state)
  if (page === undefined) return refuse(response, 404, 'Такой страницы нет')
  // It may be asked for from any depth.
  const based = page.replace('<head>', '<head>\n<base href="/">')
  await send(response, 404, based, '/404.html', state)
}

/** The path within the site, or nothing where it makes no sense or leads out. */
function readPath(url = '/'): string | undefined {
  try {
    const path = normalize(decodeURIComponent(url.split('?')[0] ?? '/'))
    if (path.includes('\0') || !path.startsWith('/') || path.startsWith('/..')) return undefined
    return path.endsWith('/') ? `${path}index.html` : path
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
