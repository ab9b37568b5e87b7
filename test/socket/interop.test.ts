import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { type Program, run, start, startCommand, usePrograms } from './run.ts'

usePrograms()

// Our sockets and those of others, over real connections. On CI a missing tool is a failure.

function has(tool: string): boolean {
  return process.env.CI === 'true' || spawnSync(tool, ['--version']).error === undefined
}

/** Starts our server and returns it with its port. */
async function serve(kind: string): Promise<{ server: Program; port: string }> {
  const server = start('interop-server', [kind])
  const out = await server.printed(/^\d+\n/)
  return { server, port: out.trim() }
}

describe.runIf(has('python3'))('Python', () => {
  test('its client, our server: every byte both ways, and the end', async () => {
    const { server, port } = await serve('upper')
    const client = `
import socket
with socket.create_connection(("127.0.0.1", ${port})) as sock:
    sock.sendall(b"abc" * 100000)
    sock.shutdown(socket.SHUT_WR)
    got = b""
    while data := sock.recv(65536):
        got += data
print(got == b"ABC" * 100000)`
    const { out } = await startCommand(['python3', '-c', client]).ended
    expect(out).toBe('True\n')
    expect((await server.ended).code).toBe(0)
  })

  test('our client, its server', async () => {
    const server = startCommand(['python3', '-u', '-c', PYTHON_SERVER])
    const port = (await server.printed(/^\d+\n/)).trim()
    const { out } = await run('interop-client', port)
    expect(out).toBe('HELLO, PYTHON; end\n')
    expect((await server.ended).code).toBe(0)
  })
})

const PYTHON_SERVER = `
import socket
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1])
connection, _ = listener.accept()
while data := connection.recv(1024):
    connection.sendall(data.upper())
connection.close()`

test.runIf(has('nc'))('nc talks to our server', async () => {
  const { server, port } = await serve('upper')
  const nc = startCommand(['nc', '-N', '127.0.0.1', port])
  nc.child.stdin?.end('hello, nc\n')
  expect((await nc.ended).out).toBe('HELLO, NC\n')
  expect((await server.ended).code).toBe(0)
})

test.runIf(has('curl'))('curl gets a page from our server', async () => {
  const { server, port } = await serve('http')
  const { out } = await startCommand(['curl', '-s', `http://127.0.0.1:${port}/page`]).ended
  expect(out).toBe('GET /page HTTP/1.1')
  expect((await server.ended).code).toBe(0)
})
