import { findInner, type IsConstant, isFixed, listArguments, type Node } from './constants.ts'

/** A matcher as it is called: its name, what it is given, and what is asked about. */
interface Matcher {
  readonly name: string
  readonly wanted: readonly Node[]
  readonly value: Node
  readonly text: string
  readonly isConstant: IsConstant
}

/** Is there nothing of the right kind that such a matcher would not let through? */
export function isSure({ name, wanted, value, text, isConstant }: Matcher): boolean {
  const [given] = wanted.map(findInner)
  if (given === undefined) return false
  const written = text.slice(given.from, given.to)
  if (name === 'toContain') return isEmptyText(written)
  if (name === 'toMatch') return isEmptyText(written) || matchesAll(written)
  if (name === 'toMatchObject') return isEmptyObject(written) || acceptsAll(given, text)
  if (name === 'toEqual' || name === 'toStrictEqual') return acceptsAll(given, text)
  if (name === 'toSatisfy') return isFixed(given, text, isConstant)
  const isCount = /\.\s*(?:length|size|byteLength)$/.test(text.slice(value.from, value.to))
  if (name === 'toBeGreaterThanOrEqual') return isCount && Number(written) <= 0
  return name === 'toBeGreaterThan' && isCount && Number(written) < 0
}

/** `expect.anything()`, `expect.objectContaining({})` and their like. */
function acceptsAll(node: Node, text: string): boolean {
  const { firstChild } = node
  if (node.name !== 'CallExpression' || firstChild === null) return false
  const [, name] = /^expect\s*\.\s*(\w+)$/.exec(text.slice(firstChild.from, firstChild.to)) ?? []
  const [given] = listArguments(node).map(findInner)
  const written = given === undefined ? '' : text.slice(given.from, given.to)
  if (name === 'anything') return true
  if (name === 'objectContaining') return isEmptyObject(written)
  if (name === 'arrayContaining') return /^\[\s*\]$/.test(written)
  if (name === 'stringContaining') return isEmptyText(written)
  return name === 'stringMatching' && (isEmptyText(written) || matchesAll(written))
}

function isEmptyText(written: string): boolean {
  return /^(?:''|""|``)$/.test(written)
}

function isEmptyObject(written: string): boolean {
  return /^\{\s*\}$/.test(written)
}

/** Texts that have nothing in common. */
const TEXTS = ['', 'a', 'Ю', ' ', '\n', '7', '—\u0000']

/** `/.*\/`, `/a?/`: a pattern that finds itself in any text. */
function matchesAll(written: string): boolean {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(written) ?? []
  if (source === undefined) return false
  try {
    const pattern = new RegExp(source, flags?.replace(/[gy]/g, ''))
    return TEXTS.every((text) => pattern.test(text))
  } catch {
    return false
  }
}
