import { afterEach, expect, test, vi } from 'vitest'
import { findProblems } from '../../../src/check/verdict/evidence-problems.ts'
import type { CheckResult, Evidence } from '../../../src/course/evidence.ts'
import { parseSound } from '../../helpers/chapter.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const chapter = parseSound('---\nclaims:\n  1.1: В — так и есть\n---\n\n# Глава\n')

function factsOf(checks: readonly Partial<CheckResult>[], more: Partial<Evidence> = {}): string[] {
  const place = { file: chapter.file, line: 9, column: 1 }
  const base = { title: '(1.1) раз', place, duration: 1, status: 'skipped' } as const
  const evidence = { scenes: [], mutants: [], tasks: [], node: 'v20', platform: 'linux x64' }
  const results = checks.map((check) => ({ ...base, ...check }))
  return findProblems(chapter, { ...evidence, checks: results, ...more }).map(({ fact }) => fact)
}

test('a check for which a command is missing is a mistake in CI, and nowhere else', () => {
  const skipped = [{ missing: 'команды nc', reason: 'нет команды nc' }]
  vi.stubEnv('CI', undefined)
  expect(factsOf(skipped)).toEqual([])
  vi.stubEnv('CI', 'true')
  expect(factsOf(skipped)).toEqual(['пропущена проверка «(1.1) раз»: нет команды nc'])
})

test('what was not reached because of another mistake is no mistake of its own, in CI neither', () => {
  vi.stubEnv('CI', 'true')
  expect(factsOf([{ reason: 'до неё не дошло' }])).toEqual([])
})

test('claims are not asked of checks that did not load', () => {
  expect(factsOf([])).toEqual(['утверждение 1.1 не доказывает ни одна проверка'])
  expect(factsOf([], { unloaded: true })).toEqual([])
})
