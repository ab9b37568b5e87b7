import type { Block, Problem } from '../course/types.ts'
import { parseBlock, placeOf, visit } from './constants.ts'

/** Where checks could get at what replaces the real thing: mocks, spies, clocks of one's own. */
const FAKERS = /^(['"`])(?:@?vitest(?:\/.*)?|node:test(?:\/.*)?|chai|sinon|tinyspy)\1$/

/** By what of `expect` a check would make its own sense of it. */
const SENSE =
  /^expect\s*(?:\?\.|\.|\[\s*['"`])\s*(extend|addEqualityTesters|addSnapshotSerializer|setState)\b/

/** Checks run the real programs and ask the real `expect()`; they bring neither with them. */
export function findFakes(block: Block): Problem[] {
  const parsed = parseBlock(block)
  const { text, tree } = parsed
  const problems: Problem[] = []
  for (const kind of ['String', 'TemplateString']) {
    visit(tree, kind, (node) => {
      const name = text.slice(node.from, node.to)
      if (!FAKERS.test(name) || !isImported(text.slice(0, node.from))) return
      const fact = `проверка ввозит ${name.slice(1, -1)}`
      problems.push({ place: placeOf(node, parsed), fact, remedy: GIVEN })
    })
  }
  visit(tree, 'MemberExpression', (node) => {
    const [, name] = SENSE.exec(text.slice(node.from, node.to)) ?? []
    if (name === undefined) return
    const fact = `expect.${name}() меняет то, чем проверяют`
    problems.push({ place: placeOf(node, parsed), fact, remedy: SHARED })
  })
  return problems
}

const GIVEN =
  'Проверки запускают настоящее, подделок в них не бывает, а test, expect, describe, beforeEach и afterEach в них уже есть.'
const SHARED =
  'Сравнивайте тем, что есть: toBe(…), toEqual(…), toMatch(…); своё сравнение — функция, ответ которой и сравнивают.'

/** Is what stands next the name of a module? A type of it brings nothing. */
function isImported(before: string): boolean {
  if (/\b(?:import|require)\s*\(\s*$/.test(before) || /\bimport\s*$/.test(before)) return true
  const match = /\b(?:import|export)(\s+type\b)?[^'"`;()]*\bfrom\s*$/.exec(before)
  return match !== null && match[1] === undefined
}
