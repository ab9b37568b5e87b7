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
  readConstants,
  visit,
} from './constants.ts'

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
  const isSame =
    wanted.length === 1 && wanted.every(({ from, to }) => text.slice(from, to) === shown)
  if (!isSame || !isNamed(value)) return undefined
  return `expect(${shown}) ничего не доказывает: ${shown} сравнивают с ним же самим`
}

/** What the matcher is given: `b` in `expect(a).not.toBe(b)`. */
function listWanted(call: Node): Node[] {
  let outer = call.parent
  while (outer?.name === 'MemberExpression') outer = outer.parent
  return outer?.name === 'CallExpression' ? listArguments(outer) : []
}

/** A name or what belongs to one: to read it twice gives the same. */
function isNamed({ name, firstChild }: Node): boolean {
  if (name === 'VariableName') return true
  return name === 'MemberExpression' && firstChild !== null && isNamed(firstChild)
}
