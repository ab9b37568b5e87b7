import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openCheckGate } from '../../../src/check/harness/leak-gate.ts'
import { GRACES } from '../../../src/run/process/limits.ts'

const here = fileURLToPath(import.meta.url)

test('what is left open is waited for, but not where nobody wants to know', async () => {
  for (const isHasty of [false, true]) {
    const gate = openCheckGate(here)
    const server = createServer().listen(0)
    await once(server, 'listening')
    const begun = performance.now()
    const left = await gate.close([], isHasty)
    const took = performance.now() - begun
    server.close()
    expect(left.some(({ error }) => error.message.includes('слушающий сокет'))).toBe(true)
    expect(took >= GRACES.close).toBe(!isHasty)
  }
})

test('what one line has opened many times is told once', async () => {
  const gate = openCheckGate(here)
  const open = () => createServer().listen(0)
  const servers = [1, 2, 3].map(open)
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const left = await gate.close([], true)
  for (const server of servers) server.close()
  const told = left.map(({ error }) => error.message).filter((text) => text.includes('сокет'))
  expect(told).toEqual([
    'проверка не закрыла за собой: слушающий сокет (таких 3). Закрывайте сами или в afterEach()',
  ])
})
