import {
  findAll,
  findInner,
  type IsConstant,
  isExpect,
  isFixed,
  listChildren,
  type Node,
  type Parsed,
  visit,
} from './constants.ts'

/** Literals that a name of its own was given once and for all. */
export function readConstants(parsed: readonly Parsed[]): IsConstant {
  const defined = new Map<string, number>()
  const changed = new Set(parsed.flatMap(listChanged))
  const values = new Map<string, Value & { readonly text: string }>()
  for (const { text, tree } of parsed) {
    visit(tree, 'VariableDefinition', (node) => {
      const name = text.slice(node.from, node.to)
      defined.set(name, (defined.get(name) ?? 0) + 1)
      const value = findValue(node)
      if (value !== undefined) values.set(name, { ...value, text })
    })
  }
  const judged = new Map<string, boolean>()
  const isConstant: IsConstant = (name, hasParts) => {
    if (hasParts && values.get(name)?.mayChange !== true) return false
    const known = judged.get(name)
    if (known !== undefined) return known
    // Whatever calls itself is none: nobody knows when that ends.
    judged.set(name, false)
    const one = values.get(name)
    const isOnce =
      one !== undefined &&
      defined.get(name) === 1 &&
      !changed.has(name) &&
      (!one.mayChange || isOnlyCompared(name, parsed))
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

interface Value {
  readonly value: Node
  /** What an array or an object holds may become something else. */
  readonly mayChange: boolean
}

/** What `const name = value` gives it, also `const { name } = { name: value }`. */
function findValue(definition: Node): Value | undefined {
  const { parent } = definition
  if (parent?.name === 'FunctionDeclaration') return { value: parent, mayChange: false }
  const pattern = findPattern(definition)
  const owner = pattern?.parent
  if (!owner || !/^(?:const|let|var)$/.test(owner.firstChild?.name ?? '')) return undefined
  let next = pattern.nextSibling
  while (next !== null && next.name !== 'Equals' && next.name !== ',') next = next.nextSibling
  const value = next?.name === 'Equals' ? (next.nextSibling ?? undefined) : undefined
  const mayChange = value !== undefined && COMPOUND.test(findInner(value).name)
  const isTaken = pattern !== definition
  return value === undefined || (isTaken && !mayChange) ? undefined : { value, mayChange }
}

const COMPOUND = /^(?:Array|Object)Expression$/

/** The whole of what is declared; nothing where a part has a value to fall back on. */
function findPattern(definition: Node): Node | undefined {
  let outer = definition
  while (outer.parent && /Pattern(?:Property)?$/.test(outer.parent.name)) {
    outer = outer.parent
    if (outer.getChild('Equals')) return undefined
  }
  return outer
}

/** Does nothing but `expect()` and its matchers ever get hold of it? */
function isOnlyCompared(name: string, parsed: readonly Parsed[]): boolean {
  return parsed.every(({ text, tree }) =>
    findAll(tree.topNode, 'VariableName')
      .filter(({ from, to }) => text.slice(from, to) === name)
      .map(findWhole)
      .every(({ parent }) => parent?.name === 'ArgList' && isComparing(parent.parent, text)),
  )
}

/** `a.b.c` of its `a`. */
function findWhole(node: Node): Node {
  const { parent } = node
  const isOwner = parent?.name === 'MemberExpression' && parent.firstChild?.from === node.from
  return isOwner ? findWhole(parent) : node
}

/** `expect(…)`, or `expect(…).toBe(…)`. */
function isComparing(call: Node | null, text: string): boolean {
  let inner = call
  while (inner && !isExpect(inner, text)) {
    inner = /^(?:Call|Member)Expression$/.test(inner.name) ? inner.firstChild : null
  }
  return inner !== null
}
