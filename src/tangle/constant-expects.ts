import type { Block, Problem } from '../course/types.ts'
import {
  type IsConstant,
  isFixed,
  listArguments,
  type Node,
  type Parsed,
  parseBlock,
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

function findIn({ block, text, tree }: Parsed, isConstant: IsConstant): Problem[] {
  const problems: Problem[] = []
  visit(tree, 'CallExpression', (node) => {
    const [value] = isExpect(node, text) ? listArguments(node) : []
    if (value === undefined) return
    const fact = judge(node, value, text, isConstant)
    if (fact === undefined) return
    const before = text.slice(0, node.from).split('\n')
    const line = block.place.line + before.length
    const column = (before.at(-1)?.length ?? 0) + 1
    problems.push({ place: { ...block.place, line, column }, fact, remedy: REMEDY })
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

/** `expect(x)`, `expect.soft(x)`, `expect.poll(() => x)`. */
function isExpect({ firstChild }: Node, text: string): boolean {
  if (firstChild === null) return false
  return /^expect(?:\s*\.\s*(?:soft|poll))?$/.test(text.slice(firstChild.from, firstChild.to))
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
