import { expect, test } from 'vitest'
import { complaints, fence } from '../helpers/chapter.ts'

const wrong = (...lines: string[]) => complaints(`# Г\n\n${fence('console', '$ true', ...lines)}`)

test.each([
  '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
  '    at node:net:1234:5',
  'node:events:491',
  'Node.js v22.11.0',
  `Работает на ${process.version}.`,
])('%j is refused: another version of Node prints another line', (line) => {
  expect(wrong('раз', line)).toEqual([
    `6:1 строка «${line.trim()}» говорит о самом Node: в другой его версии она другая`,
  ])
})

test('a whole stack is told of once', () => {
  expect(wrong('at a (node:net:1:2)', 'at b (node:net:3:4)', 'Node.js v20.1.1')).toHaveLength(1)
})

test.each([
  'import net from "node:net"',
  '(node:4242) [DEP0040] DeprecationWarning',
  'at main (04-life.md:5:9)',
  'Node.js версии 20',
  'узел node:8080',
])('%j is the same everywhere', (line) => {
  expect(wrong(line)).toEqual([])
})
