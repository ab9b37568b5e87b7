import { readFileSync, readlinkSync } from 'node:fs'
import net from 'node:net'
import { describe, expect, test } from 'vitest'
import {
  canIsolateNetwork,
  enterNetworkNamespace,
  openLastingNamespace,
} from '../../../src/run/process/network-namespace.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'

expectNoLeaks()

const here = () => readlinkSync('/proc/thread-self/ns/net')

describe.skipIf(!canIsolateNetwork())('a network namespace', () => {
  test('is left again', () => {
    const before = here()
    const network = enterNetworkNamespace()
    const inside = here()
    network?.leave()
    expect(inside).not.toBe(before)
    expect(here()).not.toBe(inside)
  })

  test('has a loopback with every port free, as the host has it', async () => {
    const path = '/proc/sys/net/core/somaxconn'
    const somaxconn = readFileSync(path, 'utf8')
    const network = enterNetworkNamespace()
    try {
      expect(readFileSync(path, 'utf8')).toBe(somaxconn)
      const server = net.createServer().listen(80, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      const client = net.connect(80, '127.0.0.1')
      await new Promise((resolve) => client.once('connect', resolve))
      client.destroy()
      server.close()
    } finally {
      network?.leave()
    }
  })

  test('that lasts is the same for all who enter it, and nobody is left in it', () => {
    const before = here()
    const lasting = openLastingNamespace()
    const entered = Array.from({ length: 3 }, () => {
      const network = lasting.enter()
      const inside = here()
      network?.leave()
      expect(here()).not.toBe(inside)
      return inside
    })
    lasting.close()
    expect(new Set(entered).size).toBe(1)
    expect(entered).not.toContain(before)
  })
})
