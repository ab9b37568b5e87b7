import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The package as others get it: packed, installed into an empty folder, imported, required, compiled.

const root = fileURLToPath(new URL('../../', import.meta.url))
let home = ''
let sources = ''

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: home, encoding: 'utf8' })
}

/** A copy of what npm packs: other tests read the sources meanwhile, where it would build. */
function copySources(): string {
  const copy = mkdtempSync(join(tmpdir(), 'live-sockets-sources-'))
  const names = ['package.json', 'tsconfig.json', 'LICENSE', 'src/socket', 'scripts']
  for (const name of names) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'live-sockets-package-'))
  sources = copySources()
  const pack = ['pack', '-w', 'live-sockets', '--pack-destination', home]
  execFileSync('npm', pack, { cwd: sources, stdio: 'ignore' })
  const [tarball = ''] = readdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "name": "empty", "private": true }')
  run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`)
}, 180_000)

afterAll(() => {
  for (const folder of [home, sources]) rmSync(folder, { recursive: true, force: true })
})

const talk = `
const [one, other] = socketpair()
one.sendall('packed')
console.log(String(other.recv(100)), AF_INET)
one.close()
other.close()`

describe('the package', { timeout: 60_000 }, () => {
  test('holds what it needs, and leaves no built files in the sources', () => {
    const inside = readdirSync(join(home, 'node_modules/live-sockets'))
    expect(inside.sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
    expect(existsSync(join(sources, 'src/socket/dist'))).toBe(false)
    expect(readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(
      expect.arrayContaining(['koffi', 'live-sockets']),
    )
  })

  test('is imported and required, and is one and the same', () => {
    writeFileSync(join(home, 'a.mjs'), `import { AF_INET, socketpair } from 'live-sockets'${talk}`)
    writeFileSync(
      join(home, 'b.cjs'),
      `const { AF_INET, socketpair } = require('live-sockets')${talk}`,
    )
    expect(run(process.execPath, 'a.mjs')).toBe('packed 2\n')
    expect(run(process.execPath, 'b.cjs')).toBe('packed 2\n')
    const both = `import { createRequire } from 'node:module'
      import { Socket } from 'live-sockets'
      console.log(createRequire(import.meta.url)('live-sockets').Socket === Socket)`
    writeFileSync(join(home, 'c.mjs'), both)
    expect(run(process.execPath, 'c.mjs')).toBe('true\n')
  })

  test('starts threads and processes', () => {
    const program = `
      import { isMainThread, workerData } from 'node:worker_threads'
      import { Socket, socketpair, thread } from 'live-sockets'
      if (!isMainThread) Socket.fromFd(workerData.fd).sendall('from a thread')
      else {
        const [one, other] = socketpair()
        thread(import.meta.url, { fd: other.detach() })
        console.log(String(one.recv(100)))
      }`
    writeFileSync(
      join(home, 'd.mjs'),
      program.replace('thread(import.meta.url', 'thread(new URL(import.meta.url)'),
    )
    expect(run(process.execPath, 'd.mjs')).toBe('from a thread\n')
  })

  test.each(['mts', 'cts'])('passes tsc --strict with nodenext: %s', (extension) => {
    const program = `import { AF_UNIX, Epoll, EPOLLIN, Socket, SOCK_STREAM, poll } from 'live-sockets'
      const socket = new Socket(AF_UNIX, SOCK_STREAM)
      const path: string = socket.getsockname().path
      const epoll = new Epoll<typeof socket, number>()
      epoll.add(socket, EPOLLIN, { data: path.length })
      const data: number[] = epoll.wait(0).map((entry) => entry.data)
      const events: number | undefined = poll([{ socket, events: data.length }], 0)[0]?.events
      // @ts-expect-error a path has no port
      socket.getsockname().port
      console.log(events)\n`
    writeFileSync(join(home, `use.${extension}`), program)
    if (!existsSync(join(home, 'node_modules/@types'))) {
      symlinkSync(join(root, 'node_modules/@types'), join(home, 'node_modules/@types'))
    }
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const flags = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--noEmit']
    expect(run(process.execPath, tsc, ...flags, '--types', 'node', `use.${extension}`)).toBe('')
  })
})
