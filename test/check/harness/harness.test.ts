import { existsSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { chapterHarness } from '../../../src/check/harness/chapter-harness.ts'
import { createHarness } from '../../../src/check/harness/harness.ts'
import { createBench } from '../../../src/check/harness/launcher.ts'
import { canIsolateNetwork } from '../../../src/run/process/network-namespace.ts'
import { readProcess } from '../../../src/run/process/process-table.ts'
import { programs, root } from '../../run/chapter.ts'
import { expectNoLeaks } from './leaks.ts'

expectNoLeaks()

/** Registered before the harness, so that it looks when the harness has cleaned up. */
let started = 0
afterEach(() => {
  if (started !== 0) expect(readProcess(started)).toBeUndefined()
  started = 0
})

const { start, connect, run, command } = chapterHarness({ programs, root })

/** Its awaits give up early. */
const bench = createBench(root, 1500)
const impatient = createHarness(bench, { programs })
afterEach(() => bench.close())

/** The line of this file where the error's stack starts. */
function topFrame(error: unknown): string {
  return (error as Error).stack?.split('\n').find((line) => line.trim().startsWith('at ')) ?? ''
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('nothing failed'),
    (error: Error) => error,
  )
}

describe('start()', () => {
  test('resolves when the program listens, with the port that it got', async () => {
    const server = await start('server.ts')
    await server.printed(`Сервер слушает 127.0.0.1:${server.port}`)
    expect(server.port).toBeGreaterThan(0)
    expect(server.output).toContain('Сервер слушает')
    expect(await server.stop()).toEqual({ status: null, signal: 'SIGINT' })
  })

  test('does not take the word of the program for it', async () => {
    const server = await start('early.ts')
    const client = await connect(server.port)
    expect(await client.readAll()).toBe('ответ\n')
  })

  test('knows datagram sockets and AF_UNIX', async () => {
    const bound = await start('udp.ts')
    expect(bound.port).toBe(9000)
    const file = path.join(tmpdir(), `live-sockets-${process.pid}.sock`)
    const server = await start('unix.ts', { args: [file], path: file })
    expect(server.port).toBe(0)
    expect(existsSync(file)).toBe(true)
    await server.stop()
    // A program that is stopped leaves its file behind.
    rmSync(file)
  })

  test('tells why a program did not come to listen', async () => {
    const error = await failure(start('throws.ts'))
    expect(error.message).toContain("start('throws.ts'): программа закончилась, не начав слушать")
    expect(error.message).toContain('беда')
    expect(topFrame(error)).toContain('harness.test.ts')
  })

  test('ends the program when the check throws', async () => {
    const server = await start('server.ts')
    started = server.pid
    await expect(async () => {
      throw new Error('check failed')
    }).rejects.toThrow()
  })

  test('ends a program that died by a signal', async () => {
    const server = await start('server.ts')
    server.kill('SIGKILL')
    expect(await server.exited).toEqual({ status: null, signal: 'SIGKILL' })
  })

  test('counts processor time', async () => {
    const server = await start('busy.ts')
    expect(await server.cpu()).toBeGreaterThan(200)
  })

  test('types to the program and waits for what it prints', async () => {
    const server = await impatient.start('server.ts')
    server.type('никто не читает')
    const error = await failure(server.printed('такого не будет'))
    expect(error.message).toContain('не дождались вывода «такого не будет»')
    expect(error.message).toContain('Сервер слушает')
    expect(topFrame(error)).toContain('harness.test.ts')
  })
})

describe('connect()', () => {
  test('speaks in bytes and text', async () => {
    const server = await start('server.ts')
    const client = await connect(server.port)
    await server.printed(`Подключился клиент: 127.0.0.1:${client.localPort}`)
    await client.send('раз\nдва\nтри')
    expect(await client.readUntil('\n')).toBe('РАЗ\n')
    expect((await client.read(7)).toString()).toBe('ДВА\n')
    await client.end()
    expect(await client.readAll()).toBe('ТРИ')
  })

  test('rejects with the error of the network, at the line of the check', async () => {
    const server = await start('reset.ts')
    const client = await connect(server.port)
    await client.send('привет')
    const error = await failure(client.readAll())
    expect(error).toMatchObject({ code: 'ECONNRESET' })
    expect(topFrame(error)).toContain('harness.test.ts')
    await server.stop()
    const refused = await failure(connect(server.port))
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
    expect(topFrame(refused)).toContain('harness.test.ts')
  })

  test('says what was read when the stream ends too early', async () => {
    const server = await start('early.ts')
    const client = await connect(server.port)
    const error = await failure(client.read(100))
    expect(error.message).toContain('read(100): конец потока, прочитано "ответ\\n"')
  })

  test.each([
    ['read(0)', 'сколько байтов'],
    ["readUntil('')", 'какой текст'],
    ["printed('')", 'какого вывода'],
    ['printed(/x*/)', 'какого вывода'],
  ])('%s waits for nothing, and says so at its line', async (call, what) => {
    const server = await start('server.ts')
    const client = await connect(server.port)
    const waits = [
      () => client.read(0),
      () => client.readUntil(''),
      () => server.printed(''),
      () => server.printed(/x*/),
    ]
    const wait = waits.find((one) => String(one).endsWith(call.replaceAll("'", '"')))
    const error = await failure((wait as (typeof waits)[number])())
    expect(error.message).toContain(`${call} ничего не ждёт. Скажите, ${what} ждёте`)
    expect(topFrame(error)).toContain('harness.test.ts')
  })

  test('says how much was read, and shows only the end of it, when it was much', async () => {
    const server = await start('server.ts')
    const client = await connect(server.port)
    await client.send('a'.repeat(100_000))
    await client.end()
    const { message } = await failure(client.read(100_001))
    expect(message).toMatch(/прочитано байтов: 100000, в конце "A{300}"$/)
  })

  test('resets a connection', async () => {
    const server = await start('server.ts')
    const client = await connect(server.port)
    await server.printed('Подключился')
    client.reset()
    await expect(connect(server.port)).resolves.toBeDefined()
  })

  test('does not wait for ever for one who does not read', async () => {
    const server = await start('mute.ts')
    const client = await impatient.connect(server.port)
    const error = await failure(client.send(Buffer.alloc(64 * 1024 * 1024)))
    expect(error.message).toContain('send(): другая сторона не читает')
  })
})

describe('run() and command()', () => {
  test('give input and return output', async () => {
    const result = await run('lines.ts', { input: 'раз\nдва\n' })
    expect(result).toMatchObject({ status: 0, signal: null })
    expect(result.output).toBe('получено: раз\nполучено: два\nконец ввода\n')
  })

  test('keep the two streams apart', async () => {
    const { status, stdout, stderr } = await run('throws.ts')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('беда')
  })

  test('end what takes too long, and say what it printed', async () => {
    const error = await failure(run('never.ts', { timeout: 700 }))
    expect(error.message).toBe("run('never.ts') не закончилась за 700 мс. Напечатано: \n  | думаю")
    expect(topFrame(error)).toContain('harness.test.ts')
  })

  test('stop a program that prints without end', async () => {
    const error = await failure(run('flood.ts'))
    expect(error.message).toBe("run('flood.ts') напечатала больше 1024 КиБ")
  })

  test('start foreign programs in a clean environment', async () => {
    const { stdout } = await command('sh', ['-c', 'echo $A $NODE_ENV $VITEST'], { env: { A: '1' } })
    expect(stdout.trim()).toBe('1')
  })
})

describe('a foreign program that is not installed', () => {
  test('skips the check', async () => {
    vi.stubEnv('CI', '')
    await command('no-such-command')
    throw new Error('not skipped')
  })

  test('fails it in CI', async () => {
    vi.stubEnv('CI', 'true')
    await expect(command('no-such-command')).rejects.toThrow('нет команды no-such-command')
  })

  afterEach(() => vi.unstubAllEnvs())
})

describe('what a check leaves behind', () => {
  test('is ended and named: a program that ignores signals', async () => {
    const bench = createBench(root)
    const own = createHarness(bench, { programs })
    await own.start('stubborn.ts')
    const [left] = await bench.close()
    expect(left?.error.message).toMatch(
      /^процесс \d+ «.*stubborn\.js», он держит порт 8080 не завершился/,
    )
  })

  test('is ended and named: a grandchild that holds the port', async () => {
    const bench = createBench(root)
    const { output } = await createHarness(bench, { programs }).run('abandon.ts')
    expect(output).toContain('я закончил')
    const [left] = await bench.close()
    expect(topFrame(left?.error)).toContain('harness.test.ts')
    expect(left?.error.message).toMatch(
      /закончилась, но остался процесс \d+ «.*holder\.js», он держит порт 8080/,
    )
  })
})

describe.skipIf(!canIsolateNetwork())('every check', () => {
  // Twice the same port, in one process: each time it is free.
  for (const turn of [1, 2]) {
    test(`has a network of its own (${turn})`, async () => {
      const server = net.createServer().listen(9876, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      server.close()
    })
  }
})
