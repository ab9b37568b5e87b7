import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { areSettled, readStates, stand } from '../../src/cache/state.js'
import { makeFolder } from '../helpers/folder.ts'

test.each<[string, (file: string, folder: string) => void]>([
  ['another text', (file) => writeFileSync(file, 'two')],
  [
    'another text with the time of the old one',
    (file) => {
      const { atime, mtime } = statSync(file)
      writeFileSync(file, 'two')
      utimesSync(file, atime, mtime)
    },
  ],
  [
    'another file in its place',
    (file, folder) => {
      writeFileSync(join(folder, 'other'), 'one')
      renameSync(join(folder, 'other'), file)
    },
  ],
  ['no file any more', (file) => rmSync(file)],
  ['one more file', (_, folder) => writeFileSync(join(folder, 'more'), '')],
])('%s does not stand as before', async (_, change) => {
  const folder = await makeFolder({ file: 'one' })
  const states = readStates([folder, join(folder, 'file'), join(folder, 'none')])
  // Clocks of file systems go by ticks: let this one move on.
  await expect.poll(() => tick(folder)).toBeGreaterThan(statSync(join(folder, 'file')).ctimeMs)
  expect(stand(states)).toBe(true)
  change(join(folder, 'file'), folder)
  expect(stand(states)).toBe(false)
})

test('what has just been written may be written again unseen', async () => {
  const folder = await makeFolder({ file: 'one' })
  const states = readStates([join(folder, 'file'), join(folder, 'none')])
  const { ctimeMs } = statSync(join(folder, 'file'))
  expect(areSettled(states, ctimeMs + 100)).toBe(false)
  expect(areSettled(states, ctimeMs + 10_000)).toBe(true)
})

/** What the file system's clock says now, asked beside the folder. */
function tick(folder: string): number {
  const path = `${folder}-tick`
  mkdirSync(path)
  const { ctimeMs } = statSync(path)
  rmSync(path, { recursive: true })
  return ctimeMs
}
