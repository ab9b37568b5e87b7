import { parser } from '@lezer/javascript'
import type { Block, Place } from '../course/types.ts'

const TYPESCRIPT = parser.configure({ dialect: 'ts' })

type Tree = ReturnType<typeof TYPESCRIPT.parse>
export type Node = Tree['topNode']

/** A block of checks, and its syntax. */
export interface Parsed {
  readonly block: Block
  readonly text: string
  readonly tree: Tree
}

/** Does a name always stand for the same literal? */
export type IsConstant = (name: string) => boolean

export function parseBlock(block: Block): Parsed {
  const text = block.lines.join('\n')
  return { block, text, tree: TYPESCRIPT.parse(text) }
}

/** Where a piece of a block stands in the chapter. */
export function placeOf({ from }: Node, { block: { place }, text }: Parsed): Place {
  const before = text.slice(0, from).split('\n')
  return { ...place, line: place.line + before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** `expect(x)`, `expect.soft(x)`, `expect.poll(() => x)`. */
export function isExpect({ firstChild }: Node, text: string): boolean {
  if (firstChild === null) return false
  return /^expect(?:\s*\.\s*(?:soft|poll))?$/.test(text.slice(firstChild.from, firstChild.to))
}

const LITERALS = new Set(['Number', 'String', 'BooleanLiteral', 'null', 'RegExp'])

/** Made of others, with nothing in between that could bring something new. */
const COMPOSED = new Set([
  'ArrayExpression',
  'AwaitExpression',
  'BinaryExpression',
  'ConditionalExpression',
  'Interpolation',
  'ObjectExpression',
  'ParenthesizedExpression',
  'PostfixExpression',
  'TemplateString',
  'UnaryExpression',
])

const WORDS = new Set(['undefined', 'NaN', 'Infinity'])

/** Is it the same whatever the programs do? */
export function isFixed(node: Node, text: string, isConstant: IsConstant): boolean {
  const { name } = node
  const fixed = (one: Node) => isFixed(one, text, isConstant)
  if (LITERALS.has(name)) return true
  if (name === 'VariableName') {
    const word = text.slice(node.from, node.to)
    return WORDS.has(word) || isConstant(word)
  }
  if (FUNCTIONS.has(name)) return isEmpty(node) || fixed(findResult(node))
  if (name === 'CallExpression')
    return listArguments(node).every(fixed) && isKnown(node, text, fixed)
  // `++x` and `x++` are no reading; `x!` is.
  if (name === 'PostfixExpression' && node.lastChild?.name !== 'LogicOp') return false
  const parts = listChildren(node).filter(isExpression)
  // `{ a }` takes a value by its name, and a computed name may be anything.
  if (name === 'Property') return parts.length === 1 && parts.every(fixed)
  return COMPOSED.has(name) && parts.every(fixed)
}

/** Calls that give back what they are given, or what a function of a check's own always gives. */
function isKnown({ firstChild }: Node, text: string, fixed: (node: Node) => boolean): boolean {
  if (firstChild === null) return false
  const callee = text.slice(firstChild.from, firstChild.to)
  return callee === 'Promise.resolve' || (firstChild.name === 'VariableName' && fixed(firstChild))
}

const FUNCTIONS = new Set(['ArrowFunction', 'FunctionExpression', 'FunctionDeclaration'])

function isEmpty({ lastChild }: Node): boolean {
  return lastChild?.name === 'Block' && listChildren(lastChild).length === 2
}

/** What a function of one expression or one `return` gives; else its whole body. */
function findResult({ lastChild }: Node): Node {
  const body = lastChild as Node
  const [, only, end] = body.name === 'Block' ? listChildren(body) : []
  const isReturn = only?.name === 'ReturnStatement' && end?.name === '}'
  return (isReturn ? listChildren(only).find(isExpression) : undefined) ?? body
}

/** Not punctuation, an operator, a type or a name of a property. */
function isExpression({ name }: Node): boolean {
  if (LITERALS.has(name)) return true
  return (
    /^[A-Z]/.test(name) &&
    !/Op$|^Type|Type$|Definition$|^Interpolation(?:Start|End)$|^Spread$/.test(name)
  )
}

/** Literals that a name of its own was given once and for all. */
export function readConstants(parsed: readonly Parsed[]): IsConstant {
  const defined = new Map<string, number>()
  const changed = new Set(parsed.flatMap(listChanged))
  const values = new Map<string, { readonly value: Node; readonly text: string }>()
  for (const { text, tree } of parsed) {
    visit(tree, 'VariableDefinition', (node) => {
      const name = text.slice(node.from, node.to)
      defined.set(name, (defined.get(name) ?? 0) + 1)
      const value = findValue(node)
      if (value !== undefined) values.set(name, { value, text })
    })
  }
  const judged = new Map<string, boolean>()
  const isConstant: IsConstant = (name) => {
    const known = judged.get(name)
    if (known !== undefined) return known
    // Whatever calls itself is none: nobody knows when that ends.
    judged.set(name, false)
    const one = values.get(name)
    const isOnce = one !== undefined && defined.get(name) === 1 && !changed.has(name)
    const fixed = isOnce && isFixed(one.value, one.text, isConstant)
    judged.set(name, fixed)
    return fixed
  }
  return isConstant
}

/** Names that are given something else later: `x = …`, `x += …`, `x++`, `--x`. */
function listChanged({ text, tree }: Parsed): string[] {
  const names: string[] = []
  for (const kind of ['AssignmentExpression', 'PostfixExpression', 'UnaryExpression']) {
    visit(tree, kind, (node) => {
      const whole = text.slice(node.from, node.to)
      // `!x`, `-x` and `x!` only read.
      if (kind !== 'AssignmentExpression' && !/^(?:\+\+|--)|(?:\+\+|--)$/.test(whole)) return
      const name = listChildren(node).find((child) => child.name === 'VariableName')
      if (name !== undefined) names.push(text.slice(name.from, name.to))
    })
  }
  return names
}

/** What `const name = value` gives it; what an array or an object holds may change. */
function findValue(definition: Node): Node | undefined {
  const { parent } = definition
  if (parent?.name === 'FunctionDeclaration') return parent
  if (!/^(?:const|let)$/.test(parent?.firstChild?.name ?? '')) return undefined
  let next = definition.nextSibling
  while (next !== null && next.name !== 'Equals' && next.name !== ',') next = next.nextSibling
  const value = next?.name === 'Equals' ? (next.nextSibling ?? undefined) : undefined
  return value !== undefined && /^(?:Array|Object)/.test(value.name) ? undefined : value
}

export function visit(tree: Tree, name: string, see: (node: Node) => void): void {
  tree.iterate({
    enter(one) {
      if (one.name === name) see(one.node)
    },
  })
}

/** All of one kind in a piece, itself included. */
export function findAll(piece: Node, name: string): Node[] {
  const found: Node[] = []
  piece.cursor().iterate((one) => {
    if (one.name === name) found.push(one.node)
  })
  return found
}

function listChildren(node: Node): Node[] {
  const children: Node[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child)
  return children
}

export function listArguments(call: Node): Node[] {
  const list = call.lastChild
  return list?.name === 'ArgList' ? listChildren(list).filter(isExpression) : []
}
