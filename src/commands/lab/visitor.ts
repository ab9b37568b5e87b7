import type { Gesture } from '../../live/message.ts'
import type { Workbench } from '../task/attempt.ts'
import type { Guest } from './guest.ts'
import { describeChapter, type Lab } from './lab.ts'
import { serveProgram } from './programs.ts'
import { explain, Refused } from './refused.ts'
import type { Reply } from './reply.ts'
import { serveRun } from './runs.ts'
import type { OfChapter, OfRun, Wish } from './wish.ts'

/** One open page, and what it has started. */
export interface Visitor {
  hear(wish: Wish): Promise<void>
  /** The page is gone: all that it has started ends. */
  leave(): void
}

export function createVisitor(lab: Lab, send: (reply: Reply) => void): Visitor {
  const guest: Guest = { lab, send, runs: new Map(), checking: new Map(), gone: false }
  return {
    async hear(wish) {
      try {
        await serve(guest, wish)
      } catch (error) {
        send({ is: 'refused', ...('run' in wish ? { run: wish.run } : {}), text: explain(error) })
      }
    },
    leave() {
      guest.gone = true
      for (const run of guest.runs.values()) run.kill()
    },
  }
}

async function serve(guest: Guest, wish: Wish): Promise<void> {
  if (!('chapter' in wish)) return gesture(guest, wish)
  const open = () => openChapter(guest, wish)
  if ('run' in wish) return serveRun(guest, wish, open)
  if (wish.do !== 'open') return serveProgram(guest, await open(), wish)
  const bench = await open()
  guest.lab.warm()
  guest.send({ is: 'chapter', chapter: describeChapter(guest.lab, bench) })
}

async function openChapter({ lab }: Guest, { chapter }: OfChapter): Promise<Workbench> {
  const bench = await lab.open(chapter)
  if (bench === undefined) throw new Refused('Такой главы нет.')
  return bench
}

function gesture({ runs }: Guest, wish: OfRun): void {
  const run = runs.get(wish.run)
  if (wish.do === 'stop') run?.stop()
  else run?.gesture(describeGesture(wish))
}

function describeGesture(wish: Exclude<OfRun, { do: 'stop' }>): Gesture {
  if (wish.do === 'type') return { kind: 'type', terminal: wish.terminal, keys: wish.text }
  if (wish.do === 'resize') return { ...wish, kind: 'resize' }
  return { kind: 'command', terminal: wish.terminal, text: wish.text }
}
