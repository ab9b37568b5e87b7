import { findInner, listArguments, listChildren, type Node } from './constants.ts'

/**
 * The one way to write a name, what belongs to one, or a copy of either: `a['b']`, `(a).b`,
 * `{ ...a.b }` are all `a.b`. To read it twice gives the same.
 */
export function spellName(node: Node, text: string): string | undefined {
  const inner = findInner(node)
  const { name, firstChild } = inner
  if (name === 'VariableName' || name === 'this') return text.slice(inner.from, inner.to)
  if (name === 'MemberExpression') return spellMember(inner, text)
  const copied = name === 'CallExpression' ? findCloned(inner, text) : findSpread(inner)
  if (copied !== undefined && firstChild !== null) return spellName(copied, text)
  return undefined
}

function spellMember(member: Node, text: string): string | undefined {
  const [owner, , key] = listChildren(member).filter(({ name }) => name !== '!')
  const of = owner && spellName(owner, text)
  if (of === undefined || key === undefined) return undefined
  const written = text.slice(key.from, key.to)
  if (key.name === 'String') return `${of}.${written.slice(1, -1)}`
  if (key.name === 'PropertyName' || key.name === 'PrivatePropertyName') return `${of}.${written}`
  const index = key.name === 'Number' ? written : spellName(key, text)
  return index && `${of}[${index}]`
}

/** `a` of `{ ...a }` and `[...a]`. */
function findSpread({ name, firstChild }: Node): Node | undefined {
  if (firstChild === null || !/^(?:Array|Object)Expression$/.test(name)) return undefined
  const parts = listChildren(firstChild.parent as Node).slice(1, -1)
  const [first, second] = parts.flatMap((one) =>
    one.name === 'Property' ? listChildren(one) : one,
  )
  const count = parts.filter((one) => one.name !== ',' && one.name !== 'Spread').length
  return first?.name === 'Spread' && count === 1 ? second : undefined
}

/** `a` of `structuredClone(a)`. */
function findCloned(call: Node, text: string): Node | undefined {
  const { firstChild } = call
  const callee = firstChild && text.slice(firstChild.from, firstChild.to)
  return callee === 'structuredClone' ? listArguments(call)[0] : undefined
}
