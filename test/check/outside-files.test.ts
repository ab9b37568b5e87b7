import { chmodSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describePath, findPaths, stampPath } from '../../src/check/outside-files.ts'
import { fence, parseSound } from '../helpers/chapter.ts'
import { makeFolder } from '../helpers/folder.ts'

test.each([
  ['a command', fence('console', '$ cat /tmp/data.txt | /opt/tool', 'из /tmp/shown.txt')],
  ['code', fence('ts file=a.ts', "readFileSync('/tmp/data.txt') // 4 / 2", 'run("/opt/tool -x")')],
])('whole paths in %s are found', (_, block) => {
  const paths = findPaths(parseSound(`# T\n\n${block}`).blocks)
  expect(paths).toEqual(expect.arrayContaining(['/opt/tool', '/tmp/data.txt']))
  expect(paths).not.toContain('/tmp/shown.txt')
})

test('what is the kernel’s, an address or a comment is no file', () => {
  const lines = [
    "get('http://a.example/x')",
    "cat('/proc/self/stat')",
    '/* a */ // b',
    "'/dev/null'",
  ]
  const { blocks } = parseSound(`# T\n\n${fence('ts file=a.ts', ...lines)}`)
  expect(findPaths(blocks)).toEqual([])
})

test('a path with spaces is one', () => {
  const { blocks } = parseSound(`# T\n\n${fence('ts file=a.ts', "open('/tmp/мой файл.txt')")}`)
  expect(findPaths(blocks)).toContain('/tmp/мой файл.txt')
})

test('a file is told by what it holds, its look alone by its age', async () => {
  const home = await makeFolder({ 'a.txt': 'один' })
  const path = join(home, 'a.txt')
  const [before, stamp] = [describePath(path), stampPath(path)]
  utimesSync(path, 1, 1)
  expect(describePath(path)).toBe(before)
  expect(stampPath(path)).not.toBe(stamp)
  writeFileSync(path, 'два!')
  expect(describePath(path)).not.toBe(before)
  expect(describePath(join(home, 'none'))).toBe('')
  expect(describePath('/a\0b')).toBe('')
  const same = describePath(path)
  chmodSync(path, 0o700)
  expect(describePath(path)).not.toBe(same)
  symlinkSync('a.txt', join(home, 'link'))
  expect(describePath(join(home, 'link'))).not.toBe('')
})
