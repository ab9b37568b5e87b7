import { expect, test } from 'vitest'
import {
  findDependents,
  findForeignImports,
  findOwnPrograms,
} from '../../src/tangle/dependencies.ts'

const place = { file: 'chapters/06-threads.md', line: 1, column: 1 }

test('a program names others by importing them, and as files of threads and processes', () => {
  const text = `
import { once } from 'node:events'
import { upper } from './upper.ts'
thread(new URL("./echo.ts", import.meta.url))
new Worker(new URL('./primes.js', import.meta.url))
`
  expect(findOwnPrograms(text)).toEqual(['upper.ts', 'echo.ts', 'primes.ts'])
})

test('dependents of dependents are found, and nobody else', () => {
  const programs = [
    { file: 'primes.ts', text: "import 'live-sockets'", place },
    { file: 'server.ts', text: "new Worker(new URL('./primes.js', import.meta.url))", place },
    { file: 'tour.ts', text: "import './server.ts'", place },
    { file: 'other.ts', text: "// primes.ts и './primes' тут ни при чём", place },
  ]
  expect([...findDependents('primes.ts', programs)]).toEqual(['primes.ts', 'server.ts', 'tour.ts'])
})

test.each([
  ['./b', 'у программы в ./b не то окончание', 'Имя пишут целиком: ./b.ts.'],
  ['./b.js', 'у программы в ./b.js не то окончание', 'Имя пишут целиком: ./b.ts.'],
  [
    '../05-first/open.mts',
    'у программы в ../05-first/open.mts не то окончание',
    'Имя пишут целиком: ../05-first/open.ts.',
  ],
  [
    './data.json',
    'программа ввозит файл ./data.json, а ввозят только программы',
    "Читайте его: new URL('./data.json', import.meta.url).",
  ],
  ['../../src/a.ts', 'программа ввозит чужой файл ../../src/a.ts', expect.any(String)],
  ['.', 'программа ввозит чужой файл .', expect.any(String)],
])('an import of %s is refused with what to write', (path, fact, remedy) => {
  const block = {
    kind: 'check',
    chapter: '06-threads',
    place,
    lines: [`import '${path}'`],
  } as const
  expect(findForeignImports(block as never)).toEqual([
    { place: { ...place, line: 2, column: 8 }, fact, remedy },
  ])
})
