import { expect, test } from 'vitest'
import { inOrderOfReading } from '../../src/check/order.ts'

const module = (path: string) => ({ path, home: path })
const proof = (own: string | undefined, ...variants: string[]) => ({
  own: own === undefined ? undefined : module(own),
  variants: variants.map(module),
})

test.each([
  ['one at a time: each chapter whole', 1, '1 1a 1b 2 2a 3'],
  ['two: the next chapter runs before the variants of the first', 2, '1 2 1a 1b 3 2a'],
  ['more than there are: all chapters, then all variants', 9, '1 2 3 1a 1b 2a'],
])('modules are begun in the order of reading, %s', (_, ahead, order) => {
  const proofs = [proof('1', '1a', '1b'), proof('2', '2a'), proof('3')]
  expect(
    inOrderOfReading(proofs, ahead)
      .map(({ path }) => path)
      .join(' '),
  ).toBe(order)
})

test('a chapter without checks of its own keeps its place', () => {
  const proofs = [proof(undefined, '1a'), proof('2', '2a')]
  expect(inOrderOfReading(proofs, 1).map(({ path }) => path)).toEqual(['1a', '2', '2a'])
})
