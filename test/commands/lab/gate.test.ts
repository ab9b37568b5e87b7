import { once } from 'node:events'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { admit, openLab, talkTo } from '../../helpers/lab.ts'

const COURSE = { '01-a.md': '# A\n' }

/** Whether a connection with these headers is let in; else the status that it was refused with. */
function knock(
  url: string,
  headers: Record<string, string>,
  origin?: string,
): Promise<number | 'in'> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers, ...(origin === undefined ? {} : { origin }) })
    socket.on('open', () => {
      socket.terminate()
      resolve('in')
    })
    socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
    socket.on('error', reject)
  })
}

function ask(
  port: number,
  options: { path: string; method?: string; host?: string; headers?: Record<string, string> },
) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const { path, method = 'GET', host = `localhost:${port}`, headers = {} } = options
      const asked = request(
        { port, path, method, headers: { host, ...headers } },
        async (answer) => {
          let text = ''
          for await (const piece of answer) text += piece
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text })
        },
      )
      asked.on('error', reject)
      asked.end()
    },
  )
}

test('the key of the terminal becomes a cookie that no script reads and no other site sends', async () => {
  const { port, key } = await openLab(COURSE)
  const { status, headers } = await ask(port, { path: `/01-a.html?key=${key}&q=1` })
  expect([status, headers.location]).toEqual([303, '/01-a.html?q=1'])
  const [cookie = ''] = headers['set-cookie'] ?? []
  expect(cookie).toMatch(
    new RegExp(`^live-sockets-${port}=[\\w-]{32}; HttpOnly; SameSite=Strict; Path=/$`),
  )
  expect(cookie).not.toContain(key)
})

test('only who has it may run: not without, not with another, not with an old one', async () => {
  const { port, address, key } = await openLab(COURSE)
  const url = `ws://localhost:${port}/_lab/socket`
  const cookie = await admit(address, key)
  expect(await knock(url, { cookie }, address)).toBe('in')
  expect(await knock(url, {}, address)).toBe(403)
  expect(await knock(url, { cookie: `live-sockets-${port}=${'a'.repeat(32)}` }, address)).toBe(403)
  expect(await knock(url, { cookie: `live-sockets-${port}=${key}` }, address)).toBe(403)
  const other = await openLab(COURSE)
  const old = await admit(other.address, other.key)
  expect(await knock(url, { cookie: old.replace(String(other.port), String(port)) }, address)).toBe(
    403,
  )
  const stale = await ask(port, { path: `/?key=${other.key}` })
  expect([stale.status, stale.headers['set-cookie']]).toEqual([403, undefined])
  expect(stale.text).toContain('Ключ устарел')
})

test('another origin is refused, though it brings the cookie, and so is none at all', async () => {
  const { port, address, key } = await openLab(COURSE)
  const url = `ws://localhost:${port}/_lab/socket`
  const cookie = await admit(address, key)
  for (const origin of [
    'http://evil.example',
    'null',
    `http://localhost:${port + 1}`,
    `https://localhost:${port}`,
  ]) {
    expect([origin, await knock(url, { cookie }, origin)]).toEqual([origin, 403])
  }
  expect(await knock(url, { cookie })).toBe(403)
})

test('another name for this machine is refused: DNS rebinding', async () => {
  const { port, address, key } = await openLab(COURSE)
  const cookie = await admit(address, key)
  const host = `evil.example:${port}`
  const url = `ws://127.0.0.1:${port}/_lab/socket`
  expect(await knock(url, { cookie, host }, `http://${host}`)).toBe(403)
  const other = `localhost:${port + 1}`
  expect(await knock(url, { cookie, host: other }, `http://${other}`)).toBe(403)
  expect((await ask(port, { path: `/?key=${key}`, host })).status).toBe(403)
  const page = await ask(port, { path: '/_lab/me', host })
  expect(page.status).toBe(403)
})

test('a foreign page’s form does nothing', async () => {
  const { port, address, key } = await openLab(COURSE)
  const cookie = await admit(address, key)
  for (const path of ['/_lab/socket', '/_lab/me', '/']) {
    const headers = { cookie, origin: 'http://evil.example', 'content-type': 'text/plain' }
    const { status } = await ask(port, { path, method: 'POST', headers })
    expect([path, status]).toEqual([path, 405])
  }
})

test('the address that a key leads to is of this site, whatever it looks like', async () => {
  const { port, key } = await openLab(COURSE)
  for (const path of ['//evil.example/', '/\\evil.example/', '///evil.example']) {
    const { headers } = await ask(port, { path: `${path}?key=${key}` })
    const target = new URL(String(headers.location ?? '/'), `http://localhost:${port}`)
    expect([path, target.host]).toEqual([path, `localhost:${port}`])
  }
})

test('a page is told whether it may run; reading needs no key', async () => {
  const { port, address, key } = await openLab(COURSE)
  const cookie = await admit(address, key)
  const me = async (headers: Record<string, string>) =>
    JSON.parse((await ask(port, { path: '/_lab/me', headers })).text)
  expect(await me({ cookie, 'sec-fetch-site': 'same-origin' })).toEqual({ allowed: true })
  expect(await me({ cookie, 'sec-fetch-site': 'cross-site' })).toEqual({ allowed: false })
  expect(await me({ 'sec-fetch-site': 'same-origin' })).toEqual({ allowed: false })
  expect((await ask(port, { path: '/' })).status).toBe(200)
})

test.each([
  ['nonsense', 'nonsense'],
  ['an unknown wish', '{"do":"exec","text":"id"}'],
  ['a wish of every object', '{"do":"constructor"}'],
  ['a missing field', '{"do":"play","run":"1","chapter":"01-a"}'],
  ['another type', '{"do":"open","chapter":["01-a"]}'],
  ['a number out of range', '{"do":"stop","run":1}'],
  ['no object', 'null'],
])('%s ends the connection', async (_, message) => {
  const { address, key } = await openLab(COURSE)
  const talk = await talkTo(address, await admit(address, key))
  const closed = once(talk.socket, 'close')
  talk.send(message)
  expect((await closed)[0]).toBe(1008)
})

test('a flood of messages ends the connection, and so does one that is too long', async () => {
  const { address, key } = await openLab(COURSE)
  const cookie = await admit(address, key)
  const [quick, long] = [await talkTo(address, cookie), await talkTo(address, cookie)]
  const closed = Promise.all([once(quick.socket, 'close'), once(long.socket, 'close')])
  for (let i = 0; i < 2000; i++) quick.send({ do: 'stop', run: 'x' })
  long.send('x'.repeat(2_000_000))
  expect((await closed).map(([code]) => code)).toEqual([1008, 1009])
})
