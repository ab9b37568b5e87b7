import { expect, test } from 'vitest'
import {
  AF_INET,
  AF_INET6,
  AI_CANONNAME,
  AI_NUMERICHOST,
  AI_PASSIVE,
  getaddrinfo,
  SOCK_DGRAM,
  SOCK_STREAM,
  Socket,
} from '../../src/socket/index.ts'
import { listen, portOf } from './pairs.ts'

test('localhost, ready for new Socket and connect', () => {
  using listener = listen()
  const [found] = getaddrinfo('localhost', portOf(listener.getsockname()), { family: AF_INET })
  expect(found).toMatchObject({ family: AF_INET, type: SOCK_STREAM, address: { family: 'IPv4' } })
  if (found === undefined) return
  using client = new Socket(found.family, found.type, found.protocol)
  client.connect(found.address)
  expect(client.getpeername()).toEqual(listener.getsockname())
})

test('numbers need no name server', () => {
  expect(getaddrinfo('::1', 80, { flags: AI_NUMERICHOST })).toEqual([
    {
      family: AF_INET6,
      type: SOCK_STREAM,
      protocol: 6,
      address: { address: '::1', port: 80, family: 'IPv6' },
    },
  ])
})

test('the wildcard to bind, and datagrams', () => {
  const found = getaddrinfo(null, 53, { family: AF_INET, type: SOCK_DGRAM, flags: AI_PASSIVE })
  expect(found[0]?.address).toEqual({ address: '0.0.0.0', port: 53, family: 'IPv4' })
  expect(found[0]?.type).toBe(SOCK_DGRAM)
})

test('what is not a name', () => {
  const call = () => getaddrinfo('no such name', 80, { flags: AI_NUMERICHOST })
  expect(call).toThrow(
    expect.objectContaining({
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
      hostname: 'no such name',
    }),
  )
  expect(() => getaddrinfo('a\0b')).toThrow(TypeError)
  expect(() => getaddrinfo(5 as never)).toThrow(TypeError)
  expect(() => getaddrinfo('localhost', 70000)).toThrow(RangeError)
  expect(() => getaddrinfo('127.0.0.1', 'no-such-service')).toThrow(/EAI_SERVICE/)
})

test.each([
  ['EAI_BADFLAGS', null, { flags: AI_CANONNAME }],
  ['EAI_FAMILY', 'localhost', { family: 9999 }],
  ['EAI_SOCKTYPE', 'localhost', { type: 99 }],
])('each failure has a code of its own: %s', (code, host, options) => {
  expect(() => getaddrinfo(host, 80, options)).toThrow(expect.objectContaining({ code }))
})
