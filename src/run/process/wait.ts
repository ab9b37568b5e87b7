import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds between two looks at the system. */
const PACE = 5

/** Looks again and again until there is something to see; `undefined` when the time is over. */
export async function waitFor<T>(
  look: () => T | undefined | false,
  milliseconds: number,
): Promise<T | undefined> {
  const end = performance.now() + milliseconds
  for (;;) {
    const seen = look()
    if (seen !== undefined && seen !== false) return seen
    if (performance.now() >= end) return undefined
    await sleep(PACE)
  }
}
