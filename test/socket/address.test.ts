import { describe, expect, test } from 'vitest'
import { decodeAddress, encodeAddress, formatAddress } from '../../src/socket/address/address.ts'
import { AF_INET, AF_INET6, AF_UNIX } from '../../src/socket/index.ts'

describe('what is written is read back', () => {
  test.each([
    [AF_INET, { address: '127.0.0.1', port: 8080, family: 'IPv4' }],
    [AF_INET, { address: '255.254.1.0', port: 65535, family: 'IPv4' }],
    [AF_INET6, { address: '::', port: 0, family: 'IPv6' }],
    [AF_INET6, { address: '::1', port: 1, family: 'IPv6' }],
    [AF_INET6, { address: '2001:db8::ff00:42:8329', port: 443, family: 'IPv6' }],
    [AF_INET6, { address: '1:2:3:4:5:6:7:8', port: 443, family: 'IPv6' }],
    [AF_INET6, { address: '::ffff:192.0.2.128', port: 443, family: 'IPv6' }],
    [AF_INET6, { address: 'fe80::1%3', port: 443, family: 'IPv6' }],
    [AF_UNIX, { path: '/tmp/сокет' }],
  ])('%i %o', (family, address) => {
    const bytes = encodeAddress(family, address)
    expect(decodeAddress(bytes, bytes.length)).toEqual(address)
  })

  test('what is left out is the wildcard address and a port of the system', () => {
    const [four, six] = [encodeAddress(AF_INET, {}), encodeAddress(AF_INET6, {})]
    expect(decodeAddress(four, four.length)).toMatchObject({ address: '0.0.0.0', port: 0 })
    expect(decodeAddress(six, six.length)).toMatchObject({ address: '::', port: 0 })
  })
})

describe('what libc must not see', () => {
  test.each([-1, 65536, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('port %d', (port) => {
    expect(() => encodeAddress(AF_INET, { port })).toThrow(RangeError)
  })

  test.each([
    'localhost',
    '127.0.0',
    '127.0.0.1.5',
    '::1',
    '',
    ' 127.0.0.1',
    '0x7f.1',
    '127.0.0.1\0',
  ])('IPv4 address %j', (address) =>
    expect(() => encodeAddress(AF_INET, { address })).toThrow(TypeError),
  )

  test.each(['127.0.0.1', ':::', '::1%eth0', '1:2:3', '::g'])('IPv6 address %j', (address) => {
    expect(() => encodeAddress(AF_INET6, { address })).toThrow(TypeError)
  })

  test.each([null, undefined, 'text', 5])('the address %j', (address) => {
    expect(() => encodeAddress(AF_INET, address as never)).toThrow(TypeError)
  })

  test('a port that is a string', () => {
    expect(() => encodeAddress(AF_INET, { port: '80' as never })).toThrow(TypeError)
  })

  test('a path where a host belongs, and the other way round', () => {
    expect(() => encodeAddress(AF_INET, { path: '/tmp/x' })).toThrow(TypeError)
    expect(() => encodeAddress(AF_UNIX, { address: '127.0.0.1', port: 1 })).toThrow(TypeError)
  })

  test('a path longer than sun_path is refused, not cut; its bytes count', () => {
    const room = process.platform === 'darwin' ? 103 : 107
    expect(encodeAddress(AF_UNIX, { path: 'x'.repeat(room) }).length).toBe(room + 3)
    expect(() => encodeAddress(AF_UNIX, { path: 'x'.repeat(room + 1) })).toThrow(RangeError)
    expect(() => encodeAddress(AF_UNIX, { path: 'я'.repeat(room / 2 + 1) })).toThrow(RangeError)
  })

  test('a path with a NUL inside', () => {
    expect(() => encodeAddress(AF_UNIX, { path: '/tmp/a\0b' })).toThrow(TypeError)
  })
})

test('addresses in messages', () => {
  expect(formatAddress({ address: '127.0.0.1', port: 8080 })).toBe('127.0.0.1:8080')
  expect(formatAddress({ address: '::1', port: 8080 })).toBe('[::1]:8080')
  expect(formatAddress({ path: '\0name' })).toBe('@name')
})
