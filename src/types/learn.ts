import type { Identifier, Node } from 'typescript/unstable/ast'
import { type Symbol as Entity, type Project, type Type, TypeFlags } from 'typescript/unstable/sync'
import { findReceiver, isShorthand } from './names.ts'

/** What the compiler has found out about a name. */
export interface Known {
  readonly node: Identifier
  readonly symbol: Entity
  readonly type: Type
  /** What stands before the dot. */
  readonly receiver?: Type | undefined
}

/**
 * Asks what names are, as few times as it can: each question takes its time to go there and back,
 * and each name of it to be answered.
 * @param isTold whether something may be told of what bears the name
 */
export function learn(
  nodes: readonly Identifier[],
  { checker }: Project,
  isTold: (symbol: Entity) => boolean,
): Map<Identifier, Known> {
  const named = findSymbols(nodes, checker).filter(({ symbol }) => isTold(symbol))
  const uses = findUses(named)
  const types = new Map<Node, Type | undefined>()
  const ask = (asked: readonly Node[]) => {
    const fresh = [...new Set(asked)].filter((node) => !types.has(node))
    const found = checker.getTypeAtLocation(fresh)
    for (const [index, node] of fresh.entries()) types.set(node, found[index])
  }
  ask(named.flatMap(({ node }) => findReceiver(node) ?? []))
  ask([...uses.values()].flatMap(({ first, last }) => [first, last]))
  const common = new Map([...uses].map(([id, use]) => [id, findCommonType(use, types)]))
  ask(named.flatMap(({ node, symbol }) => (common.get(symbol.id) ? [] : [node])))
  return new Map(
    named.flatMap(({ node, symbol }) => {
      const type = types.get(node) ?? common.get(symbol.id)
      const before = findReceiver(node)
      const receiver = before && types.get(before)
      return type === undefined ? [] : [[node, { node, symbol, type, receiver }] as const]
    }),
  )
}

type Named = Pick<Known, 'node' | 'symbol'>

function findSymbols(nodes: readonly Identifier[], checker: Project['checker']): Named[] {
  const symbols = checker.getSymbolAtLocation(nodes)
  return nodes.flatMap((node, index) => {
    const symbol = isShorthand(node)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : symbols[index]
    return symbol === undefined ? [] : [{ node, symbol }]
  })
}

/** From the first use of something to its last. */
interface Use {
  readonly first: Node
  readonly last: Node
}

function findUses(named: readonly Named[]): Map<number, Use> {
  const uses = new Map<number, Use>()
  for (const { node, symbol } of named) {
    uses.set(symbol.id, { first: uses.get(symbol.id)?.first ?? node, last: node })
  }
  return uses
}

/** What is the same from its first use to its last is so between them, unless it can be narrowed. */
function findCommonType(
  { first, last }: Use,
  types: ReadonlyMap<Node, Type | undefined>,
): Type | undefined {
  const type = types.get(first)
  if (type === undefined || type !== types.get(last)) return undefined
  return (type.flags & NARROWED) === 0 ? type : undefined
}

const NARROWED = TypeFlags.Union | TypeFlags.Unknown | TypeFlags.Any | TypeFlags.TypeParameter
