import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join, normalize } from 'node:path'
import sirv from 'sirv'
import { PAGE_SCRIPT, renderWaiting } from './live-page.ts'
import type { LiveState } from './live-state.ts'

/** Only those who typed this very address may read: a foreign page must not reach in by DNS. */
const HOSTS = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Serves the site on loopback, each page with the small script that reloads it.
 * @param out the site's folder; it need not exist yet
 * @param port 0 takes any free one
 */
export async function serveSite(out: string, port: number, state: LiveState): Promise<Server> {
  const files = sirv(out, { dev: true, etag: true })
  const server = createServer((request, response) => {
    if (!HOSTS.test(request.headers.host ?? '')) return refuse(response, 403, 'Чужой Host')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Только GET')
    if (request.url === '/live') return state.subscribe(response)
    answer(out, request, response, files, state)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
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
    files(request, response, () => refuse(response, 404, 'Такого файла нет'))
    return
  }
  const page = await readFile(join(out, path), 'utf8').catch(() => undefined)
  if (page === undefined && path !== '/index.html')
    return refuse(response, 404, 'Такой страницы нет')
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(`${page ?? renderWaiting(state.problems)}${PAGE_SCRIPT}`)
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
