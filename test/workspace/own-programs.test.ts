import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOwnPrograms } from '../../src/workspace/own-programs.ts'
import { makeFolder } from '../helpers/folder.ts'

test('of the reader’s programs those count that the wanted one names, in a circle too', async () => {
  const folder = await makeFolder({
    'a.ts': "import './b.ts'\r\nimport './of-the-chapter.ts'\r\n",
    'b.ts': "\ufeffnew URL('./c.ts', import.meta.url)\n",
    'c.ts': "import './a.ts'\n",
    'other.ts': 'not even TypeScript {',
  })
  const own = readOwnPrograms(folder, 'a.ts')
  expect(own.map(({ file }) => file)).toEqual(['a.ts', 'b.ts', 'c.ts'])
  expect(own[0]?.text).toBe("import './b.ts'\nimport './of-the-chapter.ts'\n")
  expect(own[1]?.text.startsWith('new')).toBe(true)
  expect(own[2]?.path).toBe(join(folder, 'c.ts'))
})

test('where there is none, none is read', async () => {
  const folder = await makeFolder()
  expect(readOwnPrograms(folder, 'a.ts')).toEqual([])
  expect(readOwnPrograms(join(folder, 'no'), 'a.ts')).toEqual([])
})
