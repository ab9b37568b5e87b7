import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fence } from '../../helpers/chapter.ts'
import { ECHO } from '../../helpers/echo-course.ts'
import { makeFolder } from '../../helpers/folder.ts'
import { admit, openLab, talkTo } from '../../helpers/lab.ts'
import { listDescendants } from '../../helpers/processes.ts'

// Whole runs go on here, perhaps beside much else.
vi.setConfig({ testTimeout: 120_000 })

const CHAPTER = '03-echo'

const WISHES = [
  { do: 'play', scene: 0 },
  { do: 'improvise', scene: 0 },
  { do: 'check', task: 1 },
  { do: 'break', mutant: 0 },
] as const

test.each(WISHES)(
  '■ right after %j, in a chapter that was not opened yet: nothing of it is run',
  async (wish) => {
    const { address, key } = await openLab(ECHO)
    const talk = await talkTo(address, await admit(address, key))
    talk.send({ ...wish, run: 'a', chapter: CHAPTER })
    talk.send({ do: 'stop', run: 'a' })
    expect((await talk.hear('refused')).text).toBe('Остановлено.')
    // Whatever had gone on would come before what is asked for now.
    talk.send({ ...wish, run: 'b', chapter: CHAPTER })
    if (wish.do === 'improvise') talk.send({ do: 'stop', run: 'b' })
    await vi.waitUntil(() => talk.heard.some((one) => 'run' in one && one.run === 'b'), 60_000)
    expect(talk.heard.filter((one) => 'run' in one && one.run === 'a')).toHaveLength(1)
  },
)

test('■ while the first checks of all are still being loaded: the program is not even started; nor does one that dies at birth hold up the next', async () => {
  const { path, count } = await openDoor()
  const course = {
    '01-mark.md': [
      '# След\n',
      fence(
        'ts task=1 file=mark.ts',
        "import { connect } from 'node:net'",
        `connect('${path}').end()`,
      ),
      fence(
        'ts check task=1',
        "test('след', async () => expect((await run('mark.ts')).output).toBe('x'))",
      ),
      fence('ts solution=1', "console.log('x')"),
    ].join('\n'),
  }
  const { address, key } = await openLab(course)
  const talk = await talkTo(address, await admit(address, key))
  const check = (run: string) => talk.send({ do: 'check', run, chapter: '01-mark', task: 1 })
  talk.send({ do: 'open', chapter: '01-mark' })
  await talk.hear('chapter')
  check('a')
  talk.send({ do: 'stop', run: 'a' })
  await talk.hear('refused')
  // It waits until the stopped one has really ended.
  check('b')
  await talk.hear('attempt', ({ run }) => run === 'b')
  expect(count()).toBe(1)
  // vitest is loaded now: the next one is stopped at about the birth of its worker.
  for (const run of ['c', 'd', 'e']) {
    check(run)
    await vi.waitUntil(() => listWorkers().length > 0, { timeout: 20_000, interval: 1 })
    talk.send({ do: 'stop', run })
    await talk.hear('refused', (reply) => reply.run === run)
  }
  check('f')
  await talk.hear('attempt', ({ run }) => run === 'f')
  const told = talk.heard.flatMap((one) => (one.is === 'attempt' ? [one.run] : []))
  expect(told).toEqual(['b', 'f'])
})

/** A program in a network of its own is heard here all the same. */
async function openDoor(): Promise<{ path: string; count(): number }> {
  const path = join(await makeFolder(), 'door')
  let count = 0
  const server = createServer((socket) => {
    count += 1
    socket.resume()
  })
  server.listen(path)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { path, count: () => count }
}

const listWorkers = () =>
  listDescendants(process.pid).filter(({ command }) =>
    command.includes('vitest/dist/workers/forks'),
  )
