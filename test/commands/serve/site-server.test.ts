import { type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createLiveState, type LiveState } from '../../../src/commands/serve/live-state.ts'
import { serveSite } from '../../../src/commands/serve/site-server.ts'
import { makeFolder } from '../../helpers/folder.ts'

async function serve(out: string): Promise<{ port: number; state: LiveState }> {
  const state = createLiveState()
  const server = await serveSite(out, 0, state)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, state }
}

async function makeSite(): Promise<string> {
  const home = await makeFolder({
    'secret.txt': 'тайна',
    'secret.html': 'тайна',
    'site/index.html': '<h1>Оглавление</h1>',
    'site/02-server.html': '<h1>Сервер</h1>',
    'site/style.css': 'body {}',
  })
  return join(home, 'site')
}

interface Answer {
  readonly status: number | undefined
  readonly type: string | undefined
  readonly body: string
}

function ask(port: number, path: string, options: { host?: string; method?: string } = {}) {
  const { host = `localhost:${port}`, method = 'GET' } = options
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ port, path, method, host: '127.0.0.1', headers: { host } })
    sent.once('error', reject)
    sent.once('response', async (response: IncomingMessage) => {
      let body = ''
      for await (const chunk of response) body += chunk
      resolve({ status: response.statusCode, type: response.headers['content-type'], body })
    })
    sent.end()
  })
}

test('pages come with the script that reloads them, other files as they are', async () => {
  const { port } = await serve(await makeSite())
  const [start, page, style] = await Promise.all(
    ['/', '/02-server.html?x=1#y', '/style.css'].map((path) => ask(port, path)),
  )
  expect(start).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  expect(start?.body).toMatch(/^<h1>Оглавление<\/h1>[\s\S]*new EventSource\('\/live'\)/)
  expect(page?.body).toMatch(/^<h1>Сервер<\/h1>[\s\S]*<script>/)
  expect(style).toMatchObject({ status: 200, body: 'body {}' })
  expect(style?.type).toMatch(/^text\/css/)
})

test('a page that is not there is not found', async () => {
  const { port } = await serve(await makeSite())
  for (const path of ['/03-none.html', '/none.svg', '/02-server.html/', '/live/x']) {
    expect((await ask(port, path)).status).toBe(404)
  }
})

test('a fresh machine sees a page that says what goes on, and a failed build on it', async () => {
  const { port } = await serve(join(await makeFolder(), 'none'))
  const { status, body } = await ask(port, '/')
  expect(status).toBe(200)
  expect(body).toContain('Сайт собирается')
  expect(body).toContain("new EventSource('/live')")
})

test.each([
  'evil.example',
  'evil.example:80',
  'localhost.evil.example',
  'localhost@evil.example',
  '127.0.0.1.nip.io',
  '127.0.0.10',
  '0.0.0.0',
  '[::]',
])('a foreign Host is refused everywhere: %j', async (host) => {
  const { port } = await serve(await makeSite())
  for (const path of ['/', '/style.css', '/live']) {
    expect((await ask(port, path, { host })).status).toBe(403)
  }
})

test.each(['localhost', '127.0.0.1', '[::1]', 'localhost:4000'])(
  'the own names are welcome, with any port: %s',
  async (host) => {
    const { port } = await serve(await makeSite())
    expect((await ask(port, '/', { host })).status).toBe(200)
  },
)

test.each([
  '/../secret.txt',
  '/../secret.html',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.html',
  '/..%5csecret.txt',
  '/x/../../secret.txt',
  '/%2e%2e%2f%2e%2e%2fetc/passwd',
  '//etc/passwd',
  '/./../../../../etc/passwd',
  '/%00/../secret.txt',
  '/secret.txt%00.html',
  '/%',
  '/%ff%fe.html',
  'http://localhost/../secret.txt',
  '*',
])('nobody gets out of the site: %s', async (path) => {
  const { port } = await serve(await makeSite())
  const { status, body } = await ask(port, path)
  expect([400, 404]).toContain(status)
  expect(body).not.toMatch(/тайна|root:/)
})

test('the server goes on after rubbish', async () => {
  const { port } = await serve(await makeSite())
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes
    })
    socket.once('close', () => resolve(text))
    socket.once('error', reject)
    socket.end('\x00\x01 rubbish\r\n\r\n')
  })
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect((await ask(port, '/')).status).toBe(200)
})

test('nothing but reading is allowed, and HEAD brings no body', async () => {
  const { port } = await serve(await makeSite())
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect((await ask(port, '/', { method })).status).toBe(405)
  }
  for (const path of ['/', '/style.css']) {
    expect(await ask(port, path, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  }
})

test('it is reachable on the loopback of IPv4 only', async () => {
  const state = createLiveState()
  const server = await serveSite(await makeSite(), 0, state)
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1')
  server.close()
})

test('open pages hear of builds: what is wrong at once, a reload when all is well', async () => {
  const { port, state } = await serve(await makeSite())
  const heard: string[] = []
  const waiting: (() => void)[] = []
  const hear = async (count: number) => {
    while (heard.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    return heard.slice()
  }
  const sent = request({ port, path: '/live', host: '127.0.0.1', headers: { host: 'localhost' } })
  sent.once('response', (response) => {
    let rest = ''
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n\n')
      rest = parts.pop() ?? ''
      heard.push(...parts)
      for (const resolve of waiting.splice(0)) resolve()
    })
  })
  sent.on('error', () => undefined)
  sent.end()
  expect(await hear(1)).toEqual(['event: state\ndata: ""'])
  state.publish('глава 1:\nдве\n\nошибки')
  expect((await hear(2)).at(-1)).toBe('event: state\ndata: "глава 1:\\nдве\\n\\nошибки"')
  state.publish('')
  expect((await hear(3)).at(-1)).toBe('event: reload\ndata: ""')
  sent.destroy()
})
