import { expect, test } from 'vitest'
import { tangle } from '../../src/tangle/tangle.ts'
import { fence, parseSound } from '../helpers/chapter.ts'

function complain(...lines: string[]): string[] {
  const chapter = parseSound(`# Г\n\n${fence('ts check', ...lines)}`)
  return tangle([chapter]).problems.map((p) => `${p.place.line}:${p.place.column} ${p.fact}`)
}

test.each([
  ["import { vi } from 'vitest'", '4:20 проверка ввозит vitest'],
  ['import * as all from "vitest"', '4:22 проверка ввозит vitest'],
  ["import {\n  vi,\n} from 'vitest'", '6:8 проверка ввозит vitest'],
  ["import 'vitest/config'", '4:8 проверка ввозит vitest/config'],
  ["import { spyOn } from '@vitest/spy'", '4:23 проверка ввозит @vitest/spy'],
  ["const { vi } = await import('vitest')", '4:29 проверка ввозит vitest'],
  ['await import(`vitest`)', '4:14 проверка ввозит vitest'],
  ["createRequire(file); require('vitest')", '4:30 проверка ввозит vitest'],
  ["import { mock } from 'node:test'", '4:22 проверка ввозит node:test'],
  ['expect.extend({ toPass })', '4:1 expect.extend() меняет то, чем проверяют'],
  ['expect["extend"]({ toPass })', '4:1 expect.extend() меняет то, чем проверяют'],
  ['expect.addEqualityTesters([all])', '4:1 expect.addEqualityTesters() меняет то, чем проверяют'],
])('%s brings what is not real', (line, complaint) => {
  expect(complain(...line.split('\n'))).toEqual([complaint])
})

test.each([
  "import { once } from 'node:events'\nawait command('vitest')\nexpect(output).toBe('vitest')",
  "import type { TestContext } from 'vitest'",
  "await expect.poll(read).toEqual(expect.stringContaining('a'))",
])('%s is all right', (line) => {
  expect(complain(...line.split('\n'))).toEqual([])
})
