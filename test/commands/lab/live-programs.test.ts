import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ECHO } from '../../helpers/echo-course.ts'
import { findWorkspace } from '../../helpers/folder.ts'
import { admit, openLab, talkTo } from '../../helpers/lab.ts'

vi.setConfig({ testTimeout: 60_000 })

test('a program of the reader’s that cannot be read says so where it is run; the others run as ever', async () => {
  const { address, key, chapters } = await openLab(ECHO)
  const home = join(await findWorkspace(chapters), 'echo')
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'client.ts'), 'const = 1\n')
  const talk = await talkTo(address, await admit(address, key))
  talk.send({ do: 'improvise', run: 'a', chapter: '03-echo', scene: 0 })
  talk.send({ do: 'command', run: 'a', terminal: 1, text: 'npm run chapter 3 server.ts' })
  await talk.hear('output', ({ text }) => text.includes('Слушаем'))
  talk.send({ do: 'command', run: 'a', terminal: 2, text: 'npm run chapter 3 client.ts' })
  const { text } = await talk.hear('output', ({ terminal }) => terminal === 2)
  expect(text).toMatch(/my\/\S*echo\/client\.ts:1:7 — программа не читается/)
  talk.send({ do: 'stop', run: 'a' })
  await talk.hear('over')
})
