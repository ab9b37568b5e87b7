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

test('pages come with the script that changes them in place, other files as they are', async () => {
  const { port } = await serve(await makeSite())
  const paths = ['/', '/02-server.html?x=1#y', '/style.css', '/live/script.js']
  const [start, page, style, script] = await Promise.all(paths.map((path) => ask(port, path)))
  expect(start).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
  const tag = /<script src="\/live\/script\.js" defer data-page="(.*?)" data-version="[\w-]{12}">/
  expect(start?.body).toMatch(/^<h1>Оглавление<\/h1>/)
  expect(tag.exec(start?.body ?? '')?.[1]).toBe('/index.html')
  expect(page?.body).toMatch(/^<h1>Сервер<\/h1>/)
  expect(tag.exec(page?.body ?? '')?.[1]).toBe('/02-server.html')
  expect(script).toMatchObject({ status: 200, type: 'text/javascript; charset=utf-8' })
  expect(script?.body).toContain('new EventSource(')
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
  const [{ status, body }, chapter] = await Promise.all([ask(port, '/'), ask(port, '/01-a.html')])
  expect(status).toBe(200)
  expect(body).toContain('Сайт собирается')
  expect(chapter).toMatchObject({ status: 200, body: expect.stringContaining('Сайт собирается') })
  expect(body).toContain('src="/live/script.js"')
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

test('a page counts as open from the moment a browser wants it', async () => {
  const { port, state } = await serve(await makeSite())
  await ask(port, '/style.css')
  expect(state.open).toEqual([])
  await ask(port, '/02-server.html')
  expect(state.open).toEqual(['02-server.html'])
  const heard = listen(port, '/02-server.html')
  await heard(2)
  expect(state.open).toEqual(['02-server.html'])
  await ask(port, '/')
  expect(state.open).toEqual(['index.html', '02-server.html'])
})

/** Listens as an open page does; each call waits until so many events have come. */
function listen(port: number, page: string): (count: number) => Promise<readonly string[]> {
  const heard: string[] = []
  const waiting: (() => void)[] = []
  const path = `/live?page=${encodeURIComponent(page)}`
  const sent = request({ port, path, host: '127.0.0.1', headers: { host: 'localhost' } })
  sent.once('response', (response) => {
    let rest = ''
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n\n')
      rest = parts.pop() ?? ''
      heard.push(...parts.map((part) => part.replace(/^event: (\w+)\ndata: /, '$1 ')))
      for (const resolve of waiting.splice(0)) resolve()
    })
  })
  sent.on('error', () => undefined)
  sent.end()
  onTestFinished(() => void sent.destroy())
  return async (count) => {
    while (heard.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    return heard.slice()
  }
}

test('open pages hear what is wrong, how far a build is, and that they are others now', async () => {
  const { port, state } = await serve(await makeSite())
  const [first, second] = [listen(port, '/01-a.html'), listen(port, '/02-b.html')]
  expect(await first(2)).toEqual(['state ""', 'stage ""'])
  await second(2)
  state.publish('глава 1:\nдве\n\nошибки', new Map([['01-a.html', 'один']]))
  expect((await first(4)).slice(2)).toEqual([
    'state "глава 1:\\nдве\\n\\nошибки"',
    expect.stringMatching(/^page "[\w-]{12}"$/),
  ])
  state.report('Собираю')
  expect((await first(5)).at(-1)).toBe('stage "Собираю"')
  // The other page is not there; the same page once more is no news.
  state.publish('', new Map([['01-a.html', 'один']]))
  expect((await first(6)).at(-1)).toBe('state ""')
  expect((await second(5)).slice(2)).toEqual([
    'state "глава 1:\\nдве\\n\\nошибки"',
    'stage "Собираю"',
    'state ""',
  ])
})

test('a page that was opened before there was any hears of it at once, and the open ones are known', async () => {
  const { port, state } = await serve(await makeSite())
  await listen(port, '/01-a.html')(2)
  state.publish('', new Map([['02-b.html', 'два']]))
  expect((await listen(port, '/02-b.html')(3)).at(-1)).toMatch(/^page /)
  expect(state.open).toEqual(['02-b.html', '01-a.html'])
})

test('where nothing has been built yet, the first page is waited for', async () => {
  const { port, state } = await serve(join(await makeFolder(), 'none'))
  const asked = ask(port, '/01-a.html')
  state.publish('', new Map([['01-a.html', '<h1>Первая</h1>']]))
  expect(await asked).toMatchObject({ status: 200, body: expect.stringMatching(/^<h1>Первая/) })
})
