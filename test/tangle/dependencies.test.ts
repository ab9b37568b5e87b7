import { expect, test } from 'vitest'
import { findDependents, findOwnPrograms } from '../../src/tangle/dependencies.ts'

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
