import { expect, test } from 'vitest'
import { findIdleKeys } from '../../../src/run/scene/idle-keys.ts'
import { runScene } from '../../../src/run/scene/scene.ts'
import { consoles, context, readScene } from '../chapter.ts'

const complain = (info: string, text: string) =>
  findIdleKeys(readScene(consoles({ info, text }))).map(({ fact }) => fact.split(' ', 2).join(' '))

test.each([
  ['tolerance=20%', '$ a\nпривет'],
  ['tolerance=20%', '$ a\nстрок 120, порт 8080'],
  ['tolerance=20%', '$ sleep 1 мс'],
  ['tolerance=20%', '$ a'],
  ['tolerance=0%', '$ a\nпрошло 120 мс'],
])('%s has nothing to allow in %j', (info, text) => {
  expect(complain(info, text)).toEqual([`ключ ${info.endsWith('=0%') ? info : 'tolerance'}`])
})

test.each([
  ['unordered', '$ a\nраз'],
  ['unordered', '$ a\nраз\nраз'],
  ['unordered', '$ a\nраз\n$ b\nдва'],
  ['unordered', '$ a\nраз\n> да\nдва'],
])('%s has nothing to reorder in %j', (info, text) => {
  expect(complain(info, text)).toEqual(['ключ unordered'])
})

test.each([
  ['tolerance=20%', '$ a\nпрошло 120 мс'],
  ['tolerance=20%', '$ a\nприветствие\nза 1,5 с'],
  ['unordered', '$ a\nраз\nдва'],
  ['unordered', '$ a\nраз\n$ b\nраз\nдва'],
])('%s is of use in %j', (info, text) => {
  expect(complain(info, text)).toEqual([])
})

test('an idle key lets the scene fail, but only one that has passed', async () => {
  const play = async (shown: string) => {
    const scene = readScene(consoles({ info: 'unordered', text: `$ echo раз\n${shown}` }))
    return (await runScene(scene, context)).problems.map(({ fact }) => fact)
  }
  expect(await play('раз')).toEqual([expect.stringContaining('ключ unordered ничего не меняет')])
  expect(await play('два')).toEqual([expect.stringContaining('напечатал не то')])
})
