import { describe, expect, test } from 'vitest'
import type { Trace, TracedCall } from '../../../src/course/trace.ts'
import { createPicture } from '../../../src/weave/picture/model.ts'
import { renderPicture } from '../../../src/weave/picture/picture.ts'
import { createRows } from '../../../src/weave/picture/rows.ts'
import type { Picture } from '../../../src/weave/picture/types.ts'
import { createChapter, createScenes, readText, renderText } from '../sample.ts'
import { connection, createTrace, open, SERVER } from '../traces.ts'

/** `sendall 6 → recv 12: 6`, for every arrow. */
function tellArrows({ arrows }: Picture): string[] {
  const name = (call: TracedCall | undefined) =>
    call === undefined ? '?' : [call.call, call.bytes ?? call.code].filter(Boolean).join(' ')
  return arrows.map(({ transfer: { what, from, to, bytes = '' }, to: target }) =>
    `${what} ${name(from)} → ${target === undefined ? '×' : name(to)} ${bytes}`.trim(),
  )
}

const LISTEN = { call: 'listen', start: 0, socket: 1, local: SERVER }
const { connect, accept } = connection(40_000, { connect: 10, accept: 11 })
const [CLIENT, ACCEPTED] = [40_000, 40_001]

function send(socket: number, start: number, bytes: number): TracedCallLike {
  return { call: 'send', start, socket, bytes }
}

function receive(socket: number, start: number, bytes: number, room = 1024): TracedCallLike {
  return { call: 'recv', start, socket, bytes, room }
}

type TracedCallLike = Partial<TracedCall> & Pick<TracedCall, 'call' | 'start'>

describe('bytes of a stream', () => {
  const dialogue = (server: TracedCallLike[], client: TracedCallLike[]) =>
    createPicture(
      createTrace({ 'server.ts': [LISTEN, accept, ...server], 'client.ts': [connect, ...client] }),
    )

  test('that stick together are two arrows to one call', () => {
    const picture = dialogue(
      [receive(ACCEPTED, 30, 12)],
      [send(CLIENT, 20, 6), send(CLIENT, 21, 6)],
    )
    expect(tellArrows(picture)).toEqual([
      'open connect → accept',
      'bytes send 6 → recv 12 6',
      'bytes send 6 → recv 12 6',
    ])
  })

  test('that crumble are several arrows from one call', () => {
    const picture = dialogue(
      [receive(ACCEPTED, 30, 4, 4), receive(ACCEPTED, 31, 4, 4), receive(ACCEPTED, 32, 2, 4)],
      [send(CLIENT, 20, 10)],
    )
    expect(tellArrows(picture).slice(1)).toEqual([
      'bytes send 10 → recv 4 4',
      'bytes send 10 → recv 4 4',
      'bytes send 10 → recv 2 2',
    ])
  })

  test('that were only peeked at, or that nobody has read, have no arrow', () => {
    const peek = { ...receive(ACCEPTED, 30, 6), peek: true }
    const picture = dialogue([peek, receive(ACCEPTED, 31, 6)], [send(CLIENT, 20, 6)])
    expect(tellArrows(picture).slice(1)).toEqual(['bytes send 6 → recv 6 6'])
    expect(tellArrows(dialogue([], [send(CLIENT, 20, 6)])).slice(1)).toEqual([])
  })

  test('end with FIN after shutdown, after close and after a death, or with RST', () => {
    const shutdown = { call: 'shutdown', start: 20, socket: CLIENT, how: 1 }
    const close = { call: 'close', start: 40, socket: CLIENT }
    const end = receive(ACCEPTED, 41, 0)
    const farewell = (server: TracedCallLike[], client: TracedCallLike[]) =>
      tellArrows(dialogue(server, client)).slice(1)
    expect(farewell([end], [shutdown, close])).toEqual(['fin shutdown → recv'])
    expect(farewell([end], [close])).toEqual(['fin close → recv'])
    expect(farewell([end], [])).toEqual(['fin ? → recv'])
    expect(farewell([receive(ACCEPTED, 41, 0, 0)], [])).toEqual([])
    const reset = { call: 'recv', start: 41, socket: ACCEPTED, code: 'ECONNRESET' }
    expect(farewell([reset], [{ ...close, reset: true }])).toEqual(['rst close → recv ECONNRESET'])
  })

  test('end by a call that returned after the other side had noticed it: the arrow leaves its dot', () => {
    for (const call of [{ call: 'shutdown', how: 1 }, { call: 'close' }]) {
      const picture = dialogue(
        [receive(ACCEPTED, 41, 0)],
        [{ ...call, start: 40, end: 42, socket: CLIENT }],
      )
      const dot = picture.bars.find((bar) => bar.call.call === call.call)
      expect([dot?.long, dot?.to, picture.arrows.at(-1)?.from.time]).toEqual([false, 40, 40])
    }
  })

  test('end with the process that held them, not when somebody noticed that it had gone', () => {
    const { bands } = dialogue([receive(ACCEPTED, 41, 0), receive(ACCEPTED, 600, 0)], [])
    expect(bands.map(({ to }) => to).sort((a, b) => a - b)).toEqual([41, 600])
  })

  test('of many calls alike are one arrow with all of them', () => {
    const many = Array.from({ length: 20 }, (_, index) => index)
    const picture = dialogue(
      many.map((index) => receive(ACCEPTED, 50 + index, 10)),
      many.map((index) => send(CLIENT, 20 + index, 10)),
    )
    expect(tellArrows(picture).slice(1)).toEqual(['bytes send 200 → recv 200 200'])
    expect(picture.bars.filter(({ times }) => times === 20)).toHaveLength(2)
  })

  test('of calls that lasted are arrows of their own, however many', () => {
    const many = Array.from({ length: 8 }, (_, index) => 100 + 100 * index)
    const picture = dialogue(
      many.map((start) => ({ ...receive(ACCEPTED, start - 90, 1), end: start })),
      many.map((start) => send(CLIENT, start - 1, 1)),
    )
    expect(tellArrows(picture).slice(1)).toEqual(many.map(() => 'bytes send 1 → recv 1 1'))
  })

  test('between two ends in one thread go from column to column', () => {
    const picture = createPicture(
      createTrace({
        'pair.ts': [LISTEN, connect, accept, send(CLIENT, 20, 6), receive(ACCEPTED, 21, 6)],
      }),
    )
    const [arrow] = picture.arrows.filter(({ transfer }) => transfer.what === 'bytes')
    expect([arrow?.from.column, arrow?.to?.column]).toEqual([0, 1])
  })
})

describe('datagrams', () => {
  const bind = { call: 'bind', start: 0, socket: 7, datagram: true, local: '0.0.0.0:9000' }
  const letter = (start: number, head: string) => ({
    ...{ call: 'sendto', start, socket: 8, datagram: true, bytes: head.length, head },
    ...{ local: '127.0.0.1:50000', remote: '127.0.0.1:9000' },
  })
  const got = (start: number, head: string) => ({
    ...{ call: 'recvfrom', start, socket: 7, datagram: true, bytes: head.length, head },
    ...{ local: '0.0.0.0:9000', remote: '127.0.0.1:50000' },
  })
  const exchange = (...received: TracedCallLike[]) =>
    tellArrows(
      createPicture(
        createTrace({
          'receiver.ts': [bind, ...received],
          'sender.ts': [letter(10, 'one'), letter(11, 'three'), letter(12, 'five5')],
        }),
      ),
    )

  test('find their receivers by what they say, and those that nobody has got end nowhere', () => {
    expect(exchange(got(20, 'one'), got(21, 'five5'))).toEqual([
      'bytes sendto 3 → recvfrom 3 3',
      'bytes sendto 5 → recvfrom 5 5',
      'bytes sendto 5 → × 5',
    ])
  })

  test('that nobody has got fly towards the one who should have got them', () => {
    const senders = { 'sender.ts': [letter(10, 'one')] }
    const receivers = { 'receiver.ts': [bind] }
    for (const programs of [
      { ...senders, ...receivers },
      { ...receivers, ...senders },
    ]) {
      const [lost] = createPicture(createTrace(programs)).arrows
      const column = Object.keys(programs).indexOf('receiver.ts')
      expect([lost?.to, lost?.toward]).toEqual([undefined, column])
    }
  })

  test('that were cut have their beginning', () => {
    expect(exchange(got(20, 'thr'))[0]).toBe('bytes sendto 5 → recvfrom 3 3')
  })

  test('that are lost in number are counted', () => {
    const many = Array.from({ length: 18 }, (_, index) => letter(10 + index, 'x'))
    const trace = createTrace({ 'receiver.ts': [bind], 'sender.ts': many })
    expect(readText(renderPicture(trace, 'p').html)).toContain('18\u00A0датаграмм')
  })

  test('come before they go for nobody', () => {
    expect(exchange(got(5, 'one'))).not.toContain('bytes sendto 3 → recvfrom 3 3')
  })
})

describe('waiting', () => {
  const queue = [0, 1, 2].map((k) =>
    connection(40_000 + 10 * k, { connect: 10 + k, accept: 20 + 400 * k }),
  )
  const trace = createTrace(
    {
      'server.ts': [
        LISTEN,
        ...queue.map(({ accept: taken }, k) => ({
          ...taken,
          start: k ? taken.start : 1,
          end: taken.start,
        })),
        open({ call: 'accept', start: 900, socket: 1 }),
      ],
      'clients.ts': queue.map(({ connect: called }) => called),
    },
    5000,
  )

  test('in the queue is longer for whoever is later', () => {
    const waits = createPicture(trace).bands.flatMap(({ from, queuedTo }) =>
      queuedTo === undefined ? [] : [queuedTo - from],
    )
    expect(waits).toEqual([10, 409, 808])
  })

  test('that does not end goes on to the end of the picture', () => {
    const picture = createPicture(trace)
    const bar = picture.bars.find(({ call }) => call.start === 900)
    expect(bar).toMatchObject({ long: true, to: picture.to })
    expect(picture.to).toBeLessThan(1000)
  })

  test('is drawn to scale, and moments in their order', () => {
    const picture = createPicture(trace)
    const { y } = createRows(picture)
    const heights = [y(420) - y(20), y(820) - y(420)]
    expect(heights[0]).toBeGreaterThan(60)
    expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeLessThan(20)
    const moments = picture.bars.map(({ to }) => to).sort((a, b) => a - b)
    const rows = moments.map(y)
    expect(rows).toEqual([...rows].sort((a, b) => a - b))
  })

  test('that is much longer than all else breaks the scale', () => {
    const long = createTrace(
      {
        'wait.ts': [
          { call: 'recvfrom', start: 0, end: 20, socket: 7, datagram: true },
          { call: 'recvfrom', start: 21, end: 9000, socket: 7, datagram: true, code: 'ETIMEDOUT' },
        ],
      },
      9500,
    )
    const { breaks, height } = createRows(createPicture(long))
    expect(breaks).toHaveLength(1)
    expect(height).toBeLessThan(400)
    expect(createRows(createPicture(trace)).breaks).toEqual([])
  })
})

test('a foreign program is the peer that the others saw, in its own terminal', () => {
  const trace = createTrace({ 'server.ts': [LISTEN, accept, receive(ACCEPTED, 30, 6)] })
  const nc = { terminal: 2, name: 'nc', foreign: true, start: 5, end: 60 }
  const picture = createPicture({ ...trace, commands: [...trace.commands, nc] })
  expect(picture.strips.map(({ strip }) => strip.name)).toEqual(['server.ts', 'nc'])
  const [opened, bytes] = picture.arrows
  expect(opened?.from).toEqual({ column: 1, time: accept.start })
  expect(bytes?.from).toEqual({ column: 1, time: 30 })
  // Of two that ran at once nobody knows which it was
  const telnet = { ...nc, terminal: 3, name: 'telnet' }
  const unsure = createPicture({ ...trace, commands: [...trace.commands, nc, telnet] })
  expect(unsure.arrows).toEqual([])
})

test('programs that ran in a terminal one after the other share its column', () => {
  const first = { terminal: 2, name: 'nc', foreign: true, start: 5, end: 20 }
  const trace = createTrace({ 'server.ts': [LISTEN, accept] })
  const run = (...commands: (typeof first)[]) =>
    createPicture({ ...trace, commands }).strips.map(({ column }) => column)
  expect(run(first, { ...first, start: 21, end: 40 })).toEqual([0, 1, 1])
  expect(run(first, { ...first, start: 15, end: 40 })).toEqual([0, 1, 2])
})

describe('the drawing', () => {
  const trace: Trace = createTrace({
    'server.ts': [LISTEN, accept, { ...receive(ACCEPTED, 30, 6), end: 300, head: '<b>&' }],
    'client.ts': [connect, { ...send(CLIENT, 299, 6), head: '<b>&' }],
  })
  const page = renderPicture(trace, 'picture-7').html.replaceAll('\u00A0', ' ')

  test('has every bar and every arrow of the model, each with its figures', () => {
    const { bars, arrows } = createPicture(trace)
    expect(page.match(/class="fact[ "]/g)).toHaveLength(bars.length)
    expect(page.match(/class="arrow /g)).toHaveLength(arrows.length)
    const titles = [...page.matchAll(/<title>(.*?)<\/title>/g)].map(([, title = '']) =>
      readText(title),
    )
    expect(titles).toContain('recv с 30,00 мс до 300,00 мс, 6 байтов: «<b>&…»')
    expect(titles).toContain('6 байтов: «<b>&…»')
  })

  test('is well formed and told in a table as well', () => {
    expect(page).not.toContain('<b>')
    expect(page).toContain('id="picture-7-bytes"')
    const rows = [...page.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, cell = '']) => readText(cell)),
    )
    expect(rows).toHaveLength(1 + createPicture(trace).bars.length)
    expect(rows).toContainEqual([
      ...['30,00 мс', 'терминал 1, server.ts', 'recv', '270,00 мс'],
      '6 Б; от client.ts: 6 байтов: «<b>&…»',
    ])
  })

  test('of bytes that came in pieces each arrow says its own', () => {
    const whole = { ...send(CLIENT, 20, 8), head: 'one!two!' }
    const pieces = ['one!', 'two!'].map((head, index) => ({
      ...receive(ACCEPTED, 30 + index, 4),
      head,
    }))
    const programs = { 'server.ts': [LISTEN, accept, ...pieces], 'client.ts': [connect, whole] }
    const { html } = renderPicture(createTrace(programs), 'p')
    const arrows = [...html.matchAll(/<g class="arrow bytes"><title>(.*?)<\/title>/g)]
    expect(arrows.map(([, title = '']) => readText(title).replaceAll('\u00A0', ' '))).toEqual([
      '4 байта: «one!»',
      '4 байта: «two!»',
    ])
    expect(html.match(/«one!two!»/g) ?? []).toHaveLength(1)
  })

  test('a wait that lasted as long as it might ends at a mark; one that did not has none', () => {
    const draw = (end: number) =>
      renderPicture(
        createTrace({
          'server.ts': [LISTEN, accept, { ...receive(ACCEPTED, 30, 6), end, limit: 500 }],
        }),
        'p',
      ).html
    expect(draw(530)).toContain('class="limit"')
    expect(draw(530)).toContain('срок вышел')
    expect(readText(draw(530))).toContain('срок 500 мс')
    expect(draw(300)).not.toMatch(/class="limit"|срок вышел/)
  })

  test('where the scale is broken before a program begins, its name stays whole', () => {
    const { connect, accept } = connection(40_000, { connect: 6000, accept: 6001 })
    const wait = { ...receive(ACCEPTED, 6010, 6), end: 6030 }
    const trace = createTrace({ 'server.ts': [LISTEN, accept, wait], 'client.ts': [connect] }, 6500)
    const { breaks, y } = createRows(createPicture(trace))
    const above = breaks.filter((cut) => cut < y(6000))
    expect(above).toHaveLength(1)
    for (const cut of above) expect(y(6000) - cut).toBeGreaterThanOrEqual(36)
  })

  test('so many columns that they do not fit say that they scroll', () => {
    const names = Array.from({ length: 9 }, (_, index) => `p${index}.ts`)
    const wide = (count: number) =>
      renderPicture(
        createTrace(Object.fromEntries(names.slice(0, count).map((name) => [name, [LISTEN]]))),
        'p',
      ).html
    expect(wide(9)).toContain('листается вбок')
    expect(wide(8)).not.toContain('листается вбок')
  })

  test('of a scene without sockets is none', () => {
    expect(renderPicture(createTrace({ 'quiet.ts': [] }), 'p').html).toBe('')
  })
})

describe('on the page', () => {
  const cell = (info: string) => `\`\`\`console scene=a ${info}\n$ true\n\`\`\`\n`
  const raw = `# Проба\n\n${cell('terminal=1 picture')}\nпроза\n\n${cell('terminal=1 picture')}\nпотом\n\n${cell('terminal=1')}`
  const trace = createTrace({ 'server.ts': [LISTEN, accept] })

  test('a scene has its picture once, under the last cell that asks for it', async () => {
    const scenes = createScenes(createChapter(raw)).map((scene) => ({ ...scene, trace }))
    const page = await renderText(raw, { scenes })
    expect(page.match(/<figure class="picture/g)).toHaveLength(1)
    expect(page.indexOf('class="picture"')).toBeGreaterThan(page.indexOf('проза'))
    expect(page.indexOf('class="picture"')).toBeLessThan(page.indexOf('потом'))
  })

  test('a scene that was not traced has none', async () => {
    const page = await renderText(raw, { scenes: createScenes(createChapter(raw)) })
    expect(page).not.toContain('class="picture')
  })
})
