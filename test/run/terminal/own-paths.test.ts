import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { ROOT } from '../../../src/files/root.ts'
import { createOwnPaths } from '../../../src/run/terminal/own-paths.ts'
import { makeFolder } from '../../helpers/folder.ts'

test.each(['course', 'c# p%20x (1)', 'мой курс', "d'e$f"])(
  'a stack names no folder of this machine: %s',
  async (name) => {
    const home = await makeFolder()
    const course = join(home, name)
    mkdirSync(course)
    symlinkSync(course, join(home, 'link'))
    for (const folder of [course, join(home, 'link')]) {
      const strip = createOwnPaths(join(folder, '01-a.md'))
      expect(strip(`    at fail (${course}/01-a.md:5:9)`)).toBe('    at fail (01-a.md:5:9)')
      expect(strip(`${pathToFileURL(join(course, '01-a.md')).href}:5`)).toBe('01-a.md:5')
      expect(strip(`at ${ROOT}/build/course-1a2b/01-a/a.js:1:2`)).toBe('at 01-a/a.js:1:2')
      expect(strip(`${ROOT}/node_modules/x/a.js и /etc/passwd`)).toBe(
        'node_modules/x/a.js и /etc/passwd',
      )
      expect(strip('ничего')).toBe('ничего')
    }
  },
)
