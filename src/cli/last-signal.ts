import { setTimeout as sleep } from 'node:timers/promises'
import { isBug } from './explain.ts'

/** Milliseconds that a signal may take from our compilers to us. */
const WAY = 200

/**
 * Ctrl+C goes to all processes of a terminal, and a compiler of ours may be gone before we hear of
 * it: what it left undone is nobody's mistake. Whoever tells of a mistake of the engine waits first.
 */
export async function awaitSignal(error: unknown): Promise<void> {
  if (isBug(error)) await sleep(WAY)
}
