import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openWorkers } from '../../../src/check/vitest/spare-worker.ts'
import { makeFolder } from '../../helpers/folder.ts'
import { findSurvivors, listDescendants } from '../../helpers/processes.ts'

const ENTRY = `import { writeSync } from 'node:fs'
process.on('message', (word) => {
  writeSync(4, JSON.stringify(word) + '\\n')
  process.send(process.env.TOLD ?? '')
})`

/** Workers that say again what they are told. */
async function open() {
  const entry = join(await makeFolder({ 'entry.mjs': ENTRY }), 'entry.mjs')
  const workers = openWorkers()
  onTestFinished(workers.close)
  const heard: unknown[] = []
  const start = (told: string) => {
    const env = { ...process.env, TOLD: told }
    const worker = workers.start(entry, { env, execArgv: [] }, (word) => heard.push(word))
    onTestFinished(async () => void (await worker.kill()))
    return worker
  }
  const talk = async (told: string, word: string) => {
    const worker = start(told)
    const answer = once(worker.child, 'message')
    worker.child.send(word)
    expect(await answer).toEqual([told, undefined])
    await worker.kill()
    expect(heard.splice(0)).toEqual([word])
    return worker.child.pid
  }
  const list = () => listDescendants(process.pid).filter(({ command }) => command.includes(entry))
  return { workers, talk, list }
}

test('the one in waiting is taken by the next, and hears and is heard like any', async () => {
  const { workers, talk, list } = await open()
  await talk('a', 'first')
  expect(list()).toEqual([])
  workers.prepare()
  workers.prepare()
  const waiting = list().map(({ pid }) => pid)
  expect(waiting).toContain(await talk('a', 'second'))
  expect(list()).toEqual([])
})

test('one that has died in waiting, or was made for something else, is not taken', async () => {
  const { workers, talk, list } = await open()
  await talk('a', 'first')
  workers.prepare()
  const dead = list()
  expect(dead).not.toEqual([])
  for (const { pid } of dead) process.kill(pid, 'SIGKILL')
  // As long as it is a zombie we have not heard of it.
  await vi.waitUntil(() => dead.every(({ pid }) => !existsSync(`/proc/${pid}`)), 20_000)
  await talk('a', 'second')
  workers.prepare()
  const waiting = list()
  expect(waiting).not.toEqual([])
  await talk('b', 'third')
  expect(await findSurvivors(waiting)).toEqual([])
  workers.prepare()
  const last = list()
  await workers.close()
  expect(await findSurvivors(last)).toEqual([])
})
