import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { chapterHarness } from '../../../src/check/harness/chapter-harness.ts'
import { BEST, FAULTS, type Fault } from '../../../src/course/faults.ts'
import { programs, root } from '../../run/chapter.ts'
import { expectNoLeaks } from './leaks.ts'

expectNoLeaks()

const { start, connect, through, endure, succumb } = chapterHarness({ programs, root })

/** Says two words, one after the other, and hears all to the end. */
async function talk(port: number): Promise<string> {
  const client = await connect(port)
  await client.send('one ')
  await client.send('two')
  await client.end()
  return client.readAll()
}

async function say(port: number): Promise<string> {
  const client = await connect(port)
  await client.send('one')
  await client.end()
  return client.readAll()
}

/** A server that notes the pieces that come, and how it ended. */
async function listen(serve: (socket: Socket) => void) {
  const seen: string[] = []
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    onTestFinished(() => void socket.destroy())
    socket.setEncoding('utf8')
    socket.on('data', (text) => seen.push(String(text)))
    socket.on('end', () => seen.push('FIN'))
    socket.on('error', (error: NodeJS.ErrnoException) => seen.push(error.code ?? ''))
    serve(socket)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { seen, port: (server.address() as AddressInfo).port, close: () => server.close() }
}

/** What a server sees when a client says `abcdef` and ends, as far as the fault lets it. */
async function observe(fault: Fault, last: string): Promise<string[]> {
  const server = await listen((socket) => socket.once('end', () => socket.end()))
  try {
    const client = await connect((await through(fault, server.port)).port)
    await client.send('abc')
    await client.send('def')
    await client.end().catch(() => undefined)
    await expect.poll(() => server.seen.at(-1), { timeout: 8000 }).toBe(last)
    return server.seen
  } finally {
    server.close()
  }
}

test('by one byte: in order, nearly every one alone, and the end behind them', async () => {
  const seen = await observe('по одному байту', 'FIN')
  expect(seen.join('')).toBe('abcdefFIN')
  // On a busy machine the network may bring two of them at once.
  expect(seen.length).toBeGreaterThan(4)
})

test('all in one piece', async () => {
  expect(await observe('всё одним куском', 'FIN')).toEqual(['abcdef', 'FIN'])
})

test('a delay holds back every piece, both ways', async () => {
  const server = await listen((socket) => socket.once('data', () => socket.end('да')))
  const client = await connect((await through('задержки', server.port)).port)
  const before = performance.now()
  await client.send('abc')
  expect(await client.readAll()).toBe('да')
  expect(performance.now() - before).toBeGreaterThanOrEqual(59)
  server.close()
})

test('a half-close comes right behind the first piece; what follows is lost', async () => {
  const seen = await observe('полузакрытие сразу', 'FIN')
  expect(['abc', 'abcdef']).toContain(seen[0])
  expect(seen.slice(1)).toEqual(['FIN'])
})

test('a reset comes when half of the first piece has been read', async () => {
  const seen = await observe('сброс посередине', 'ECONNRESET')
  expect(['ab', 'abc']).toContain(seen[0])
  expect(seen.slice(1)).toEqual(['ECONNRESET'])
})

test('a reset at work comes when all of the first piece has been read', async () => {
  const seen = await observe('сброс за работой', 'ECONNRESET')
  expect(['abc', 'abcdef']).toContain(seen[0])
  expect(seen.slice(1)).toEqual(['ECONNRESET'])
})

test('a line without end has none of the line ends that the client sent', async () => {
  const server = await listen((socket) => socket.once('data', () => socket.destroy()))
  const client = await connect((await through('бесконечная строка', server.port)).port)
  await client.send('ab\r\n')
  await expect(client.readAll()).rejects.toThrow('ECONNRESET')
  expect(server.seen.join('')).toMatch(/^(ab)+$/)
  server.close()
})

test('one who does not read stops a server that says much, and goes in the end', async () => {
  let written = 0
  let drained = 0
  const server = await listen((socket) => {
    const more = () => {
      while (socket.write(Buffer.alloc(65_536))) written += 65_536
    }
    socket.on('drain', () => {
      drained += 1
      more()
    })
    more()
  })
  const client = await connect((await through('клиент не читает', server.port)).port)
  expect(await client.readAll()).toBe('')
  const [before, turns] = [written, drained]
  client.destroy()
  await expect.poll(() => server.seen.at(-1), { timeout: 8000 }).toMatch(/ECONNRESET|EPIPE/)
  expect([written, drained]).toEqual([before, turns])
  server.close()
})

test.each(FAULTS)('a sound server makes the best of it: %s', async (fault) => {
  const server = await start('server.ts')
  expect(await endure(server, fault, talk)).toBe(BEST[fault])
})

test('a server that takes a piece for a message gives another answer', async () => {
  const server = await start('fragile.ts')
  expect(await endure(server, 'по одному байту', say)).toBe('другой ответ')
})

test('a server that dies is told of, with what it printed', async () => {
  const server = await start('fragile.ts')
  await expect(endure(server, 'сброс посередине', talk)).rejects.toThrow(
    /^fragile\.ts, помеха «сброс посередине»: следующему клиенту сервер не ответил: .+\. Напечатано:\n(.*\n)* {2}\| .*ECONNRESET/,
  )
})

test('a server that leaks a descriptor for each client is told of', async () => {
  const server = await start('greedy.ts')
  const idle = server.descriptors()
  const polite = async (port: number) => {
    const client = await connect(port)
    await client.send('раз')
    return (await client.read(Buffer.byteLength('раз'))).toString()
  }
  await expect(endure(server, 'задержки', polite)).rejects.toThrow(
    `клиенты ушли, а дескрипторов у сервера открыто ${idle + 3}, было ${idle + 1}`,
  )
})

test('a server that is shown as broken must break: how it does is told', async () => {
  const server = await start('fragile.ts')
  expect(await succumb(server, 'сброс посередине', talk)).toBe('сервер умер')
})

test('a server that gathers all of a line without end is told of', async () => {
  const server = await start('hoarder.ts')
  await expect(endure(server, 'бесконечная строка', talk)).rejects.toThrow(
    'сервер принял шестнадцать мегабайт одного сообщения',
  )
  expect(await succumb(server, 'бесконечная строка', talk)).toBe('копит без предела')
})

test('a sound server does not break, and that is told of who said that it would', async () => {
  const server = await start('server.ts')
  await expect(succumb(server, 'задержки', talk)).rejects.toThrow(
    'server.ts, помеха «задержки»: сервер её пережил, клиенту досталось: весь ответ',
  )
})
