import type { Said } from '../../course/attempt.ts'
import { formatExit } from '../../run/process/exit.ts'
import type { Dialogue } from './dialogue.ts'
import type { Harness } from './harness.ts'
import type { Result } from './result.ts'
import type { Started } from './started.ts'

/** Beyond this (characters) the rest of what was said is left out. */
const SHOWN = 200

/** So much of what a program printed before it died is shown. */
const ENDING = 1500

type Tell = (said: Said) => void

/** A harness that tells what goes on between a check and the programs. */
export function overhear(harness: Harness, tell: Tell): Harness {
  return {
    ...harness,
    async start(file, options) {
      tell({ kind: 'started', text: [file, ...(options?.args ?? [])].join(' ') })
      return watchEnd(await harness.start(file, options), tell)
    },
    async run(file, options) {
      tell({ kind: 'ran', text: [file, ...(options?.args ?? [])].join(' ') })
      if (options?.input !== undefined) tell(describe('sent', options.input))
      const result: Result = await harness.run(file, options)
      tell(describe('received', result.output))
      return result
    },
    async connect(port, options) {
      const dialogue = await harness.connect(port, options)
      tell({ kind: 'connected' })
      return overhearDialogue(dialogue, tell)
    },
  }
}

/** An end that the check did not ask for is news. */
function watchEnd(started: Started, tell: Tell): Started {
  let asked = false
  started.exited.then((exit) => {
    if (!asked)
      tell({ kind: 'died', text: `${formatExit(exit)}\n${started.output.slice(-ENDING)}` })
  })
  const ask = <Args extends unknown[], Result>(call: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      asked = true
      return call(...args)
    }
  }
  const own = { stop: ask(started.stop), kill: ask(started.kill) }
  // Its output is asked for anew each time.
  return Object.defineProperties({ ...own }, getDescriptors(started, own)) as Started
}

function getDescriptors(started: Started, own: object): PropertyDescriptorMap {
  const all = Object.entries(Object.getOwnPropertyDescriptors(started))
  return Object.fromEntries(all.filter(([name]) => !(name in own)))
}

function overhearDialogue(dialogue: Dialogue, tell: Tell): Dialogue {
  const hear = <T extends string | Uint8Array>(heard: T): T => {
    tell(describe('received', heard))
    return heard
  }
  return {
    ...dialogue,
    send(bytes) {
      tell(describe('sent', bytes))
      return dialogue.send(bytes)
    },
    end() {
      tell({ kind: 'ended' })
      return dialogue.end()
    },
    read: (size) => dialogue.read(size).then(hear),
    readUntil: (text) => dialogue.readUntil(text).then(hear),
    readAll: () => dialogue.readAll().then(hear),
    reset() {
      tell({ kind: 'reset' })
      dialogue.reset()
    },
  }
}

function describe(kind: Said['kind'], data: string | Uint8Array): Said {
  const text = typeof data === 'string' ? data : Buffer.from(data).toString()
  return { kind, text: text.slice(0, SHOWN), bytes: Buffer.byteLength(data) }
}
