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

/**
 * Does a name always stand for the same literal?
 * @param hasParts it is asked of a part of it, so only arrays and objects will do
 */
export type IsConstant = (name: string, hasParts?: true) => boolean

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

/** What parentheses, `as T` and `!` stand around. */
export function findInner(node: Node): Node {
  const { name } = node
  const inner = listChildren(node).find(isExpression)
  const isAround =
    name === 'ParenthesizedExpression' ||
    (name === 'PostfixExpression' && node.lastChild?.name === 'LogicOp') ||
    (name === 'BinaryExpression' && /^(?:as|satisfies)$/.test(inner?.nextSibling?.name ?? ''))
  return isAround && inner !== undefined ? findInner(inner) : node
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
  if (name === 'MemberExpression') {
    const owner = findOwner(node)
    return owner.name === 'VariableName' && isConstant(text.slice(owner.from, owner.to), true)
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

/** `a` of `a.b.c`: what `a[b]` is depends on `b` too. */
function findOwner(node: Node): Node {
  const { name, firstChild, lastChild } = node
  const isPart = name === 'MemberExpression' && lastChild?.name === 'PropertyName'
  return isPart && firstChild !== null ? findOwner(firstChild) : node
}

/** Calls that give back what they are given, or what a function of a check's own always gives. */
function isKnown({ firstChild }: Node, text: string, fixed: (node: Node) => boolean): boolean {
  if (firstChild === null) return false
  const callee = text.slice(firstChild.from, firstChild.to)
  return KNOWN.has(callee) || (firstChild.name === 'VariableName' && fixed(firstChild))
}

/** Of the language itself: what they give depends on nothing but what they are given. */
const KNOWN = new Set([
  'BigInt',
  'Boolean',
  'Number',
  'Object.freeze',
  'Promise.resolve',
  'String',
  'parseFloat',
  'parseInt',
  'structuredClone',
])

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

export function listChildren(node: Node): Node[] {
  const children: Node[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child)
  return children
}

export function listArguments(call: Node): Node[] {
  const list = call.lastChild
  return list?.name === 'ArgList' ? listChildren(list).filter(isExpression) : []
}
