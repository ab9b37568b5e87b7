import { expect, onTestFinished, test } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import type { Order } from '../../src/live/message.ts'
import { prepareRun, type Told } from '../../src/live/run.ts'
import { fence, parseSound } from '../helpers/chapter.ts'
import { makeFolder } from '../helpers/folder.ts'

const CHAPTER = `# Эхо\n\n${fence('console', '$ echo вслух', 'вслух')}`

async function order(kind: Order['kind']): Promise<Order> {
  const [scene] = parseSound(CHAPTER).scenes
  if (scene === undefined) throw new Error('no scene')
  return { kind, scene, runnable: [], home: await makeFolder(), root: ROOT }
}

test.each(['play', 'improvise'] as const)(
  'to %s: a run that is stopped before it is even loaded does nothing, and says at once that it is over',
  async (kind) => {
    const news: Told[] = []
    const ready = prepareRun([])
    onTestFinished(ready.kill)
    const run = ready.start(await order(kind), (one) => news.push(one))
    run.gesture({ kind: 'command', terminal: 1, text: 'echo вслух' })
    run.stop()
    expect(news).toEqual([{ kind: 'stopped' }])
    await run.ended
    expect(news).toEqual([{ kind: 'stopped' }])
  },
)

test('a run that has begun ends as it is wont to, with what came of it', async () => {
  const news: Told[] = []
  const ready = prepareRun([])
  onTestFinished(ready.kill)
  const run = ready.start(await order('improvise'), (one) => {
    news.push(one)
    if (one.kind === 'ended') run.stop()
  })
  run.gesture({ kind: 'command', terminal: 1, text: 'echo вслух' })
  await run.ended
  expect(news.map(({ kind }) => kind)).toEqual(['output', 'ended', 'improvised'])
})
