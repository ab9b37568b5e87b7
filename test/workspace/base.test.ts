import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findAuthorChanges, rememberBase } from '../../src/workspace/base.ts'
import { makeFolder } from '../helpers/folder.ts'

test('what the author changes meanwhile is told as a diff, whatever the reader has written', async () => {
  const path = join(await makeFolder(), 'a.ts')
  expect(findAuthorChanges(path, 'раз\n')).toBe(undefined)
  rememberBase(path, 'раз\nдва\n')
  writeFileSync(path, 'совсем другое\n')
  expect(findAuthorChanges(path, 'раз\nдва\n')).toBe(undefined)
  expect(findAuthorChanges(path, 'раз\nтри\n')).toEqual([' раз', '-два', '+три'])
})
