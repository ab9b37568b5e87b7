import type { Block, Problem } from '../course/types.ts'
import {
  type IsConstant,
  isExpect,
  isFixed,
  listArguments,
  type Node,
  type Parsed,
  parseBlock,
  placeOf,
  visit,
} from './constants.ts'
import { readConstants } from './known-names.ts'
import { spellName } from './same-value.ts'
import { isSure } from './sure-matchers.ts'

/**
 * Assertions that hold or fail whatever the programs do: they compare literals, or a name with itself.
 * @param blocks all checks of a chapter: they may use each other's names
 */
export function findConstantExpects(blocks: readonly Block[]): Problem[] {
  const parsed = blocks.map(parseBlock)
  const isConstant = readConstants(parsed)
  return parsed.flatMap((one) => findIn(one, isConstant))
}

function findIn(parsed: Parsed, isConstant: IsConstant): Problem[] {
  const { text, tree } = parsed
  const problems: Problem[] = []
  visit(tree, 'CallExpression', (node) => {
    const [value] = isExpect(node, text) ? listArguments(node) : []
    if (value === undefined) return
    const fact = judge(node, value, text, isConstant)
    if (fact === undefined) return
    problems.push({ place: placeOf(node, parsed), fact, remedy: REMEDY })
  })
  return problems
}

const REMEDY =
  'Сравнивайте то, что сделала или ответила программа; место, куда попасть нельзя, отмечает expect.unreachable().'

function judge(call: Node, value: Node, text: string, isConstant: IsConstant): string | undefined {
  const wanted = listWanted(call)
  const shown = text.slice(value.from, value.to)
  if ([value, ...wanted].every((node) => isFixed(node, text, isConstant)))
    return `expect(${shown}) ничего не доказывает: сравнивают постоянные, от программ они не зависят`
  const name = spellName(value, text)
  const isSame = wanted.length === 1 && wanted.every((one) => spellName(one, text) === name)
  if (name !== undefined && isSame)
    return `expect(${shown}) ничего не доказывает: ${shown} сравнивают с ним же самим`
  const matcher = nameMatcher(call, text)
  return isSure({ name: matcher, wanted, value, text, isConstant })
    ? `expect(${shown}) ничего не доказывает: такому ${matcher}(…) подходит всё`
    : undefined
}

/** What the matcher is given: `b` in `expect(a).not.toBe(b)`. */
function listWanted(call: Node): Node[] {
  const outer = findMatcher(call)
  return outer?.name === 'CallExpression' ? listArguments(outer) : []
}

function findMatcher(call: Node): Node | null {
  let outer = call.parent
  while (outer && /^(?:Member|Parenthesized)Expression$/.test(outer.name)) outer = outer.parent
  return outer
}

/** `toBe` of `expect(a).not.toBe(b)`. */
function nameMatcher(call: Node, text: string): string {
  const property = findMatcher(call)?.firstChild?.getChild('PropertyName')
  return property ? text.slice(property.from, property.to) : ''
}
