import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { AF_INET, SOCK_STREAM, Socket, socketpair } from '../../src/socket/index.ts'
import { connect } from './pairs.ts'
import { programPath, startCommand, usePrograms } from './run.ts'

usePrograms()

test('console.log shows what a socket is', () => {
  const [client, server] = connect()
  client.settimeout(null)
  const [here, there] = [client.getsockname().port, client.getpeername().port]
  const number = client.fileno()
  expect(inspect(client)).toBe(
    `Socket { fd: ${number}, AF_INET SOCK_STREAM, 127.0.0.1:${here} → 127.0.0.1:${there} }`,
  )
  client.settimeout(250)
  expect(inspect({ client })).toContain(`→ 127.0.0.1:${there}, ждёт 250 мс }`)
  client.close()
  expect(inspect(client)).toBe('Socket { AF_INET SOCK_STREAM, закрыт }')
  server.close()
  using fresh = new Socket(AF_INET, SOCK_STREAM)
  fresh.setblocking(false)
  expect(inspect(fresh)).toMatch(
    /^Socket \{ fd: \d+, AF_INET SOCK_STREAM, 0\.0\.0\.0:0, не ждёт \}$/,
  )
  const [one, other] = socketpair()
  expect(inspect(one)).toMatch(/^Socket \{ fd: \d+, AF_UNIX SOCK_STREAM \}$/)
  one.close()
  other.close()
})

async function lose(env: NodeJS.ProcessEnv): Promise<string> {
  const command = [process.execPath, '--expose-gc', programPath('lost')]
  const { err, code } = await startCommand(command, { env: { PATH: process.env.PATH, ...env } })
    .ended
  expect(code).toBe(0)
  return err
}

test('a socket that was lost open is told once, with the place where it was made', async () => {
  const err = await lose({ NODE_ENV: 'test' })
  expect(err.match(/собран мусорщиком/g)).toHaveLength(1)
  expect(err).toMatch(/^ {4}at lose /m)
})

test('in production nothing is told, unless it is asked for', async () => {
  expect(await lose({})).toBe('')
  expect(await lose({ NODE_ENV: 'production', VITEST: 'true' })).toBe('')
  expect(await lose({ NODE_ENV: 'production', LIVE_SOCKETS_LOST: '1' })).toContain('собран')
})
