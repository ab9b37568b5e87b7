import { expect, test } from 'vitest'
import { numberSteps, type Timed } from '../../../src/weave/blocks/steps.ts'

const said = (at: number, kind: Timed['kind'] = 'output', text = ''): Timed => ({ at, kind, text })
const number = (...terminals: Timed[][]) => numberSteps(terminals).map((steps) => [...steps])

test('a step goes on until another terminal speaks', () => {
  const steps = number([said(0), said(1), said(50)], [said(10), said(60)])
  expect(steps).toEqual([
    [
      [0, 1],
      [2, 3],
    ],
    [
      [0, 2],
      [1, 4],
    ],
  ])
})

test('of one millisecond, what was typed goes before what answered it', () => {
  expect(number([said(5)], [said(5, 'typed')])).toEqual([[[0, 2]], [[0, 1]]])
})

test('a server says that it listens before the program that waited for it has started', () => {
  const command = said(10, 'command', 'npm run chapter 2 client.ts')
  expect(number([said(0), said(14)], [command])).toEqual([[[0, 1]], [[0, 2]]])
  expect(number([said(0), said(14)], [said(10, 'command', 'nc 127.0.0.1 8080')])).toEqual([
    [
      [0, 1],
      [1, 3],
    ],
    [[0, 2]],
  ])
})

test('the lines of a terminal keep their own order, whatever their times', () => {
  expect(number([said(30), said(10)], [said(20)])).toEqual([[[0, 2]], [[0, 1]]])
})
