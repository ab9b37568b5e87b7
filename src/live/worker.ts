// One live run, in a process of its own: it ends with the run, or with whoever has ordered it.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { announce } from '../run/isolation/announce.ts'
import { type Improvisation, improviseScene } from '../run/scene/improvise.ts'
import { runScene } from '../run/scene/scene.ts'
import { createResolver } from '../tangle/compiled-path.ts'
import type { Gesture, News, Order } from './message.ts'

/** More processes than any chapter starts; a program that forks without end is stopped. */
const MOST_PROCESSES = 100

/** The largest process number of a run: no smaller one is taken by the system. */
const PID_MAX = 400

/** Milliseconds between two looks at how many there are. */
const LOOK = 50

const tell = (news: News) => announce(news)

/** Folders that go when whoever has ordered this is gone. */
const debris = process.argv.slice(2)
let hands: Improvisation | undefined
let working: Promise<unknown> = Promise.resolve()
const abandon = new AbortController()

process.on('message', (message: Order | Gesture) => {
  if ('scene' in message) begin(message)
  else gesture(message)
})

/** Nobody hears us any more. */
async function abandonAll(): Promise<void> {
  await endPrograms()
  // Killed, whoever has ordered this cannot clear up behind itself.
  for (const path of [process.env.TMPDIR ?? '', ...debris]) {
    if (path !== '') rmSync(path, { recursive: true, force: true })
  }
  process.exit()
}

// Whoever has forked this may be gone before it is loaded.
if (process.connected) process.on('disconnect', abandonAll)
else void abandonAll()

/** In a process namespace of our own all that there is is ours. */
async function endPrograms(): Promise<void> {
  if (process.pid === 1) {
    try {
      process.kill(-1, 'SIGKILL')
    } catch {
      // There is nobody but us.
    }
    return
  }
  abandon.abort()
  hands?.stop()
  await working.catch(() => undefined)
}

function begin(order: Order): void {
  tell({ kind: 'begun' })
  watchProcesses()
  working = order.kind === 'play' ? play(order) : improvise(order)
  working.then(
    () => process.exit(),
    (error) => {
      if (abandon.signal.aborted) {
        tell({ kind: 'stopped' })
        process.exit()
      }
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
}

async function play({ scene, ...order }: Order): Promise<void> {
  const result = await runScene(scene, {
    ...describeContext(order),
    onEvent: ({ kind, ...line }) => tell({ kind: 'line', item: kind, ...line }),
  })
  tell({ kind: 'played', result })
}

async function improvise({ scene, ...order }: Order): Promise<void> {
  hands = improviseScene(scene, {
    ...describeContext(order),
    onText: (terminal, text) => tell({ kind: 'output', terminal, text }),
    onEnd: (terminal, status) => tell({ kind: 'ended', terminal, status }),
    onOverflow: () => tell({ kind: 'limit', what: 'output' }),
  })
  const trace = await hands.over
  tell({ kind: 'improvised', ...(trace === undefined ? {} : { trace }) })
}

function describeContext({ root, runnable, home }: Omit<Order, 'scene'>) {
  return { root, resolveProgram: createResolver(runnable, home), signal: abandon.signal }
}

function gesture(message: Gesture): void {
  if (message.kind === 'stop') stop()
  if (message.kind === 'command') hands?.command(message.terminal, message.text)
  if (message.kind === 'type') hands?.type(message.terminal, message.keys)
  if (message.kind === 'resize') hands?.resize(message.terminal, message)
}

/** An improvisation has an end of its own; a scene is broken off. */
function stop(): void {
  if (hands === undefined) abandon.abort()
  else hands.stop()
}

/** In a process namespace of our own our end is the end of all. */
function watchProcesses(): void {
  if (process.pid !== 1) return
  limitProcesses()
  setInterval(() => {
    const count = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length
    if (count <= MOST_PROCESSES) return
    tell({ kind: 'limit', what: 'processes' })
    process.exit(1)
  }, LOOK).unref()
}

/**
 * Programs that fork faster than we can look are held by the system: from Linux 6.14 on each process
 * namespace has a limit of its own (proc_sys_kernel(5): pid_max, 301 or more).
 */
function limitProcesses(): void {
  try {
    writeFileSync('/proc/sys/kernel/pid_max', String(PID_MAX))
  } catch {
    // An older system: then there is nothing but the look.
  }
}
