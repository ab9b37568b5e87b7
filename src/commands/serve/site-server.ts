import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import sirv from 'sirv'
import type { LiveDoor } from '../lab/attach.ts'
import { readLiveScript, WAITING } from './live-page.ts'
import type { LiveState } from './live-state.ts'

/** Only those who typed this very address may read: a foreign page must not reach in by DNS. */
const HOSTS = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Serves the site on loopback, each page with the small script that reloads it.
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
    if (request.url === '/live') return state.subscribe(response)
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
    const drawn = state.draft?.get(path.slice(1))
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
  const page = (await readPage(path, out, state)) ?? (path === '/index.html' ? WAITING : undefined)
  if (page === undefined) return refuseKindly(out, response, state)
  await send(response, 200, page, state)
}

/** A page of the course as it is now, mistakes and all, or else of the last build that held. */
async function readPage(path: string, out: string, { draft }: LiveState) {
  const drawn = draft?.get(path.slice(1))
  if (drawn !== undefined) return String(drawn)
  return readFile(join(out, path), 'utf8').catch(() => undefined)
}

async function send(
  response: ServerResponse,
  status: number,
  page: string,
  { isAlive }: LiveState,
): Promise<void> {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(`${page}${await readLiveScript(isAlive)}`)
}

/** The site's own page for addresses that lead nowhere, where there is one. */
async function refuseKindly(out: string, response: ServerResponse, state: LiveState) {
  const page = await readPage('/404.html', out, state)
  if (page === undefined) return refuse(response, 404, 'Такой страницы нет')
  // It may be asked for from any depth.
  await send(response, 404, page.replace('<head>', '<head>\n<base href="/">'), state)
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
