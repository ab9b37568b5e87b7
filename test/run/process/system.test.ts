import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanEnvironment } from '../../../src/run/process/environment.ts'
import { createRest } from '../../../src/run/process/idle.ts'
import {
  canIsolateNetwork,
  enterNetworkNamespace,
} from '../../../src/run/process/network-namespace.ts'
import { readCommandLine, readProcess } from '../../../src/run/process/process-table.ts'
import { createFamily, hasForgottenOrphans } from '../../../src/run/process/process-tree.ts'
import { readSockets } from '../../../src/run/process/socket-table.ts'
import { waitFor } from '../../../src/run/process/wait.ts'
import { openPseudoTerminal } from '../../../src/run/terminal/pseudo-terminal.ts'
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
})

describe('a pseudo-terminal', () => {
  test('has handed over everything when it is drained', async () => {
    let printed = ''
    const terminal = openPseudoTerminal((text) => {
      printed += text
    })
    const script =
      'exec <"$0" >"$0"; i=0; while [ $i -lt 3000 ]; do echo "строка $i"; i=$((i+1)); done'
    const child = spawn('/bin/sh', ['-c', script, terminal.name], {
      detached: true,
      stdio: 'ignore',
    })
    await new Promise((resolve) => child.once('exit', resolve))
    await terminal.drain()
    expect(printed.trimEnd().split('\r\n')).toHaveLength(3000)
    terminal.close()
  })

  test('does not echo, and knows what nobody has read', async () => {
    let printed = ''
    const terminal = openPseudoTerminal((text) => {
      printed += text
    })
    terminal.write('раз\r')
    await terminal.drain()
    expect([printed, terminal.echoes()]).toEqual(['', false])
    expect(terminal.unread()).toBe(Buffer.byteLength('раз\n'))
    terminal.close()
  })
})

describe('a family', () => {
  test('has children of children, in sessions of their own, orphaned', async () => {
    const family = createFamily()
    const script = '(setsid sh -c "sleep 60 & sleep 60" &) ; sleep 60'
    const child = spawn('/bin/sh', ['-c', script], {
      env: { ...cleanEnvironment(), ...family.environment },
      detached: true,
      stdio: 'ignore',
    })
    family.found(child.pid ?? 0)
    const exited = new Promise((resolve) => child.once('exit', resolve))
    const all = await waitFor(() => family.members().length >= 5 && family.members(), 5000)
    expect(all).toHaveLength(5)
    for (const { pid } of all || []) process.kill(pid, 'SIGKILL')
    await exited
    const gone = () => family.members().length === 0 && !hasForgottenOrphans()
    expect(await waitFor(gone, 5000)).toBe(true)
    family.close()
  })

  test('knows an orphan that was seen when it had no environment yet', async () => {
    const family = createFamily()
    const [name = '', mark = ''] = Object.entries(family.environment)[0] ?? []
    // A process in the midst of exec looks like this one, for a moment.
    const script = `exec env -i /bin/sh -c 'read line; ${name}=${mark} exec sleep 60'`
    const child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'] })
    const exited = once(child, 'exit')
    try {
      const pid = child.pid ?? 0
      const hasNone = () => readCommandLine(pid).startsWith('/bin/sh -c read line')
      expect(await waitFor(hasNone, 5000)).toBe(true)
      expect(family.members()).toEqual([])
      child.stdin?.end('go\n')
      expect(await waitFor(() => family.members().length === 1, 5000)).toBe(true)
    } finally {
      child.kill('SIGKILL')
      await exited
      family.close()
    }
  })
})

test.each(['SIGTERM', 'exit'])('a family ends with its founder: %s', async (way) => {
  const script = path.join(import.meta.dirname, '../programs/founder.ts')
  const founder = spawn(process.execPath, ['--import', 'tsx', script, way], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [bytes] = await once(founder.stdout, 'data')
  const pid = Number(bytes)
  expect(readProcess(pid)).toBeDefined()
  if (way === 'SIGTERM') founder.kill(way)
  const [status, signal] = await once(founder, 'exit')
  expect(signal ?? status).toBe(way === 'exit' ? 3 : 'SIGTERM')
  expect(await waitFor(() => readProcess(pid) === undefined, 5000)).toBe(true)
})

describe('rest', () => {
  test('comes when a program waits, not while it works', async () => {
    const used = 'process.cpuUsage().user + process.cpuUsage().system'
    const code = `while (${used} < 400000); process.stdin.resume()`
    const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'ignore', 'ignore'] })
    const rest = createRest()
    expect(await waitFor(() => rest.quiet([child.pid ?? 0]) > 40, 20_000)).toBe(true)
    const [user = 0, system = 0] =
      readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ')
        .slice(11, 13)
        .map(Number) ?? []
    // Clock ticks of 10 ms.
    expect(user + system).toBeGreaterThanOrEqual(38)
    child.stdin?.end()
    await new Promise((resolve) => child.once('exit', resolve))
  })
})

describe('the socket table', () => {
  test('knows listening, bound and connected sockets of a process', async () => {
    const server = net.createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as net.AddressInfo
    const client = net.connect(port, '127.0.0.1')
    await new Promise((resolve) => client.once('connect', resolve))
    const own = readSockets([process.pid]).filter(({ kind }) => kind === 'tcp')
    expect(own).toContainEqual(expect.objectContaining({ state: 'listening', port }))
    expect(own).toContainEqual(
      expect.objectContaining({ state: 'connected', port: client.localPort }),
    )
    client.destroy()
    server.close()
  })
})

test('Node still reaps its own children, however often we look within one turn', async () => {
  const child = spawn('true')
  const exited = once(child, 'exit')
  const isDead = () => readProcess(child.pid ?? -1)?.state === 'Z'
  // The event loop stands still here, so that nobody can have reaped it yet.
  for (const end = performance.now() + 10_000; !isDead() && performance.now() < end; ) {}
  expect(Array.from({ length: 10 }, hasForgottenOrphans)).not.toContain(false)
  expect(await exited).toEqual([0, null])
})
