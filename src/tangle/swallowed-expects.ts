import type { Block, Problem } from '../course/types.ts'
import {
  findAll,
  isExpect,
  listArguments,
  type Node,
  parseBlock,
  placeOf,
  visit,
} from './constants.ts'

/** Assertions whose failure nobody hears of: what catches it neither throws nor asserts. */
export function findSwallowedExpects(block: Block): Problem[] {
  const parsed = parseBlock(block)
  const { text, tree } = parsed
  const asserts = (node: Node) => findAll(node, 'CallExpression').some((one) => isExpect(one, text))
  const swallows = (node: Node) => !asserts(node) && findAll(node, 'ThrowStatement').length === 0
  const caught: Node[] = []
  visit(tree, 'TryStatement', (node) => {
    const [body, handler] = [node.getChild('Block'), node.getChild('CatchClause')]
    if (body && handler && asserts(body) && swallows(handler)) caught.push(handler)
  })
  visit(tree, 'CallExpression', (node) => {
    const { tried, handler } = readHandler(node, text)
    if (handler && FUNCTIONS.test(handler.name) && tried.some(asserts) && swallows(handler))
      caught.push(handler)
  })
  return caught.map((node) => ({ place: placeOf(node, parsed), fact: FACT, remedy: REMEDY }))
}

const FUNCTIONS = /^(?:Arrow|Function)/

const FACT = 'неудачу expect() здесь ловят и забывают: проверка прошла бы и с ней'
const REMEDY =
  'Вынесите expect() наружу; того, что падает, ждут так: expect(() => …).toThrow(…), await expect(…).rejects.toThrow(…).'

/** `tried.catch(handler)`, `tried.then(…, handler)`. */
function readHandler(call: Node, text: string) {
  const callee = call.firstChild
  const property = callee?.getChild('PropertyName')
  const tried = callee?.firstChild
  if (!property || !tried) return { tried: [] }
  const [first, second] = listArguments(call)
  const name = text.slice(property.from, property.to)
  if (name === 'catch') return { tried: [tried], handler: first }
  return name === 'then' && first ? { tried: [tried, first], handler: second } : { tried: [] }
}
