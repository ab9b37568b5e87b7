import { expect, test } from 'vitest'
import { runLong, usePrograms } from './run.ts'

usePrograms()

// Random calls in processes that may crash. `FUZZ=60 npx vitest test/socket/fuzz` goes on for so many
// seconds; `FUZZ_SEED=7` begins with that seed. A seed that fails fails again:
// the test says how to see its calls.

const seconds = Number(process.env.FUZZ ?? 3)
const first = Number(process.env.FUZZ_SEED ?? 1)
const STEPS = '1500'

test(`random calls, ${seconds} s of them`, { timeout: seconds * 1000 + 90_000 }, async () => {
  const end = performance.now() + seconds * 1000
  for (let seed = first; seed === first || performance.now() < end; seed++) {
    const { code, signal, out, err } = await runLong(80_000, 'fuzz', String(seed), STEPS)
    const again = `FUZZ_SEED=${seed}: node build/…/fuzz.js ${seed} ${STEPS} say\n${err}`
    expect({ out, code, signal }, again).toEqual({ out: 'fine\n', code: 0, signal: null })
  }
})
