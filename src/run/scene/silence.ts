import { listWaits } from '../process/waiting.ts'
import type { Listener } from './listener.ts'
import { isServer } from './readiness.ts'
import { quiet, type Stage } from './stage.ts'
import { isIdle, readPids, type Terminal } from './terminal.ts'

/** Milliseconds without any movement after which nothing more is to be expected of who waits. */
export const STILLNESS = 40

/**
 * Nothing more will be printed until something is done: whoever could waits for just that.
 * @param silence milliseconds without output after which that is taken for granted
 */
export function isSilent<L extends Listener>(stage: Stage<L>, silence: number): boolean {
  const lasted = stage.rest.silence()
  if (lasted < STILLNESS) return false
  const still = quiet(stage) >= STILLNESS
  // What comes later than that no silence would have waited for.
  if (still && isWaiting(stage, silence)) return true
  return lasted >= silence && (still || lasted >= 3 * silence)
}

/**
 * Everybody waits for something to come, and has not done anything just before.
 * @param least who waits for time to pass will do so for more than these milliseconds
 */
function isWaiting<L extends Listener>(stage: Stage<L>, least: number): boolean {
  const waits = listWaits(stage.terminals.flatMap(readPids))
  const rested = quiet(stage, 0)
  return rested >= STILLNESS && waits.every((wait) => wait !== undefined && wait - rested > least)
}

/** The same, and no command that is to end by itself still waits for an answer that a timer brings. */
export function hasAnswered<L extends Listener>(stage: Stage<L>, silence: number): boolean {
  if (!isSilent(stage, silence)) return false
  if (!stage.terminals.some(isToEnd)) return true
  if (isWaiting(stage, Number.POSITIVE_INFINITY)) return true
  const lasted = stage.rest.silence()
  const rested = quiet(stage)
  // A timer that goes off again and again and brings nothing brings nothing the next time; what it has
  // brought just now may still be on its way.
  if (lasted >= 3 * silence && rested < lasted / 2)
    return rested >= STILLNESS || lasted >= 10 * silence
  const limit = stage.scene.limit * 1000
  const waits = listWaits(stage.terminals.flatMap(readPids))
  // Where nobody waits for time any more, something has happened just now.
  if (waits.length === 0) return false
  return waits.every((wait) =>
    wait === undefined ? lasted >= 3 * silence : wait > limit || rested > wait + STILLNESS,
  )
}

/** It serves nobody, nobody is to type into it, and no later block goes on with it. */
function isToEnd<L extends Listener>(terminal: Terminal<L>): boolean {
  const { steps, blocks } = terminal.script
  const next = steps[terminal.performed]
  const stays =
    next === undefined ? steps.at(-1)?.block !== blocks.at(-1) : next.action.kind === 'typed'
  return !stays && !isIdle(terminal) && !isServer(terminal)
}
