// fuzz SEED STEPS [say]: so many random calls of the library, good ones and bad ones, the same for
// the same seed. It must outlive them: no call may crash it, last longer than its limit, fail with
// what is no error of the library, or leave a descriptor. With `say` it names each call first.
import { readdirSync, writeSync } from 'node:fs'
import { createActs } from './fuzz-acts.ts'
import { createValues } from './fuzz-values.ts'
import { createRandom } from './random.ts'

const [seed = '1', steps = '1000', say] = process.argv.slice(2)
/** ms; the limits that the calls are given are a hundred times shorter. */
const LONGEST = 4000

const random = createRandom(Number(seed))
const values = createValues(random)
const { act, closeAll } = createActs(random, values)

function countDescriptors(): number {
  return readdirSync('/dev/fd').length
}

act('poll')
const before = countDescriptors()
const complaints: string[] = []
for (let step = 0; step < Number(steps); step++) {
  const name = act.choose()
  if (say !== undefined) writeSync(2, `${step} ${name}\n`)
  const start = performance.now()
  const error = act(name)
  const ms = performance.now() - start
  if (ms > LONGEST) complaints.push(`${step} ${name}: ${Math.round(ms)} ms`)
  if (error !== null && !isExpected(error)) complaints.push(`${step} ${name}: ${String(error)}`)
}
closeAll()
const left = countDescriptors() - before
if (left > 0) complaints.push(`${left} descriptors left`)
console.log(complaints.length === 0 ? 'fine' : complaints.slice(0, 20).join('\n'))
process.exit()

/** An error of the system with its code, a refusal of an argument, or what a getter has thrown. */
function isExpected(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TypeError || error instanceof RangeError) return true
  return 'code' in error || error.message === 'thrown by a getter'
}
