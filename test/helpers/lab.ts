import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { attachLab, type LiveDoor } from '../../src/commands/lab/attach.ts'
import type { Reply } from '../../src/commands/lab/reply.ts'
import { createLiveState } from '../../src/commands/serve/live-state.ts'
import { serveSite } from '../../src/commands/serve/site-server.ts'
import { start, untilPrinted } from './command.ts'
import { type Files, makeCourse, makeFolder } from './folder.ts'

/** A course behind the server of `npm start`, ready to be lived. */
export async function openLab(files: Files) {
  const chapters = await makeCourse(files)
  let door: LiveDoor | undefined
  const server: Server = await serveSite(await makeFolder(), 0, createLiveState(), (own) => {
    door = attachLab(own, chapters)
    return door
  })
  onTestFinished(async () => {
    await door?.close()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { chapters, port, address: `http://localhost:${port}`, key: door?.key ?? '' }
}

/** The cookie of a page that was opened by the address in the terminal. */
export async function admit(address: string, key: string): Promise<string> {
  const answer = await fetch(`${address}/?key=${key}`, { redirect: 'manual' })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

/** `npm start` itself, in a process of its own, and a page of it that may do everything. */
export async function startLab(chapters: string, options: Parameters<typeof start>[2] = {}) {
  const out = join(await makeFolder(), 'site')
  const running = start('serve', ['--port', '0', '--chapters', chapters, '--out', out], options)
  const built = untilPrinted(running, /Собрано|ошиб/)
  // Not everybody waits for that; whoever does hears of its failure.
  built.catch(() => undefined)
  const [address = ''] = await untilPrinted(running, /http:\S+/)
  const { origin, searchParams } = new URL(address)
  const talk = await talkTo(origin, await admit(origin, searchParams.get('key') ?? ''))
  return { running, built, talk }
}

/** A page's connection. */
export interface Talk {
  readonly socket: WebSocket
  readonly heard: Reply[]
  send(wish: unknown): void
  /** Waits for a reply that has come already, or comes from now on. */
  hear<Is extends Reply['is']>(
    is: Is,
    fits?: (reply: Extract<Reply, { is: Is }>) => boolean,
  ): Promise<Extract<Reply, { is: Is }>>
}

export async function talkTo(address: string, cookie: string): Promise<Talk> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/_lab/socket`, {
    headers: { cookie },
    origin: address,
  })
  onTestFinished(() => socket.terminate())
  const heard: Reply[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)))
    for (const look of [...waiting]) look()
  })
  await once(socket, 'open')
  return {
    socket,
    heard,
    send: (wish) => socket.send(typeof wish === 'string' ? wish : JSON.stringify(wish)),
    hear: (is, fits = () => true) =>
      new Promise((resolve, reject) => {
        const late = () => reject(new Error(`no ${is}: ${JSON.stringify(heard).slice(-1500)}`))
        const clock = setTimeout(late, 60_000)
        const look = () => {
          const found = heard.find((reply) => reply.is === is && fits(reply as never))
          if (found === undefined) return
          clearTimeout(clock)
          waiting.delete(look)
          resolve(found as never)
        }
        waiting.add(look)
        look()
      }),
  }
}
