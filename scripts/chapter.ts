import { recallReady } from '../src/commands/ready-program.ts'
import { runHere } from '../src/commands/run-here.ts'

const words = process.argv.slice(2)
const script = recallReady(words)
if (script !== undefined) await runHere(script, words.slice(2))
else {
  const { runChapter } = await import('../src/commands/chapter.ts')
  process.exit(await runChapter())
}
