import { describe, expect, test } from 'vitest'
import { NO_MENTIONS } from '../../../src/course/mentions.ts'
import { runScene } from '../../../src/run/scene/scene.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'
import { consoles, context, programs, readScene } from '../chapter.ts'

expectNoLeaks()

/** Whether a scene whose one command prints this may be shown so. */
async function holds(command: string, shown: string, named: readonly number[] = []) {
  const scene = readScene(consoles(`$ ${command}\n${shown}`))
  const mentions = { ...NO_MENTIONS, numbers: named }
  const surroundings = { mentions, programs, course: programs }
  const { status } = await runScene(scene, { ...context, surroundings })
  return status === 'passed'
}

const python = (...lines: string[]) => `python3 -c '${lines.join('; ')}'`
const tcp = 'import socket, struct; a = socket.socket(); a.bind(("127.0.0.1", 0)); a.listen()'
const port = 'a.getsockname()[1]'

describe('a number that the run does not show to be a port stays what it is', () => {
  test.each([
    ['echo получено 50000 байтов', 'получено 40000 байтов'],
    ['echo 33000', '33001'],
    [python(tcp, `print("байтов", 50000 if ${port} != 50000 else 50001)`), 'байтов 40000'],
    [python(tcp, `print("0%d" % ${port})`), '041000'],
    [python(tcp, `print(${port})`), '8080'],
    [python(tcp, `print(${port})`), '3'],
  ])('%s: «%s»', async (command, shown) => {
    expect(await holds(command, shown)).toBe(false)
  })
})

describe('a port that a socket of the run really had may be another', () => {
  const connect = 'c = socket.create_connection(a.getsockname()); b, p = a.accept()'
  const reset = 'c.setsockopt(1, 13, struct.pack("ii", 1, 0)); c.close(); b.close(); a.close()'
  test.each([
    ['a listening one', python(tcp, `print(${port})`)],
    ['of a client that is gone with a reset', python(tcp, connect, reset, 'print(p[1])')],
    [
      'of a datagram socket that is closed',
      python(
        'import socket; u = socket.socket(type=2); u.bind(("", 0)); n = u.getsockname()[1]; u.close(); print(n)',
      ),
    ],
    [
      'of a socket that was only bound, over IPv6',
      python(
        'import socket; u = socket.socket(10); u.bind(("::1", 0)); n = u.getsockname()[1]; u.close(); print(n)',
      ),
    ],
    [
      'of Node',
      `node -e 'const s = require("net").createServer().listen(0, () => { console.log(s.address().port); s.close() })'`,
    ],
  ])('%s', async (_, command) => {
    expect(await holds(command, '41000')).toBe(true)
  })

  test('of many short connections, each', async () => {
    const many = python(
      tcp,
      'a.listen(400)',
      'x = [socket.create_connection(a.getsockname()) for i in range(300)]',
      'n = [c.getsockname()[1] for c in x]',
      '[c.setsockopt(1, 13, struct.pack("ii", 1, 0)) for c in x]',
      '[c.close() for c in x]',
      'print(n[0], n[150], n[299])',
    )
    expect(await holds(many, '41000 41001 41002')).toBe(true)
  })

  test('but not one that the chapter itself names', async () => {
    const fixed = python('import socket; a = socket.socket(); a.bind(("", 45000)); print(45000)')
    expect(await holds(fixed, '45000', [45_000])).toBe(true)
    expect(await holds(fixed, '41000', [45_000])).toBe(false)
    expect(await holds(python(tcp, `print(${port})`), '45000', [45_000])).toBe(false)
  })

  test('and one shown number is one port everywhere', async () => {
    const twice = python(tcp, `print(${port}, ${port})`)
    expect(await holds(twice, '41000 41000')).toBe(true)
    expect(await holds(twice, '41000 41001')).toBe(false)
    expect(await holds(python(tcp, `print(${port}, 41000)`), '41000 41000')).toBe(false)
  })
})

describe('a process number', () => {
  test.each([
    ['of a shell', 'sh -c "echo \\$\\$"'],
    ['of a child that lives for a moment', 'sh -c "sh -c \\"echo \\\\\\$\\\\\\$\\"; true"'],
    ['in the background', 'sleep 0.01 & echo $!; wait'],
    ['of Python', 'python3 -c "import os; print(os.getpid())"'],
  ])('%s may be another', async (_, command) => {
    expect(await holds(command, '4711')).toBe(true)
    expect(await holds(command, '3')).toBe(false)
  })

  test('of a thread is none, nor is one that nobody has had yet', async () => {
    // It lives long enough to be seen, on a busy machine too.
    const last = 'console.log(require("fs").readdirSync("/proc/self/task").at(-1))'
    const thread = `node -e '${last}; setTimeout(() => {}, 500)'`
    expect(await holds(thread, '4711')).toBe(false)
    expect(await holds('sh -c "echo \\$((\\$\\$ + 5000))"', '4711')).toBe(false)
  })
})
