import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { hashInputs } from '../../src/commands/last-build.ts'
import { listTree } from '../../src/files/list-tree.ts'
import { makeFolder } from '../helpers/folder.ts'

/** With all that may lie beside chapters. */
async function makeMess(): Promise<string> {
  const folder = await makeFolder({
    '01-a.md': '# A\n',
    'pics/b.svg': '',
    'distance.svg': '',
    'dist/index.html': '',
    '.git/HEAD': '',
    '.hidden': '',
    'node_modules/a.js': '',
  })
  symlinkSync('..', join(folder, 'pics/round'))
  symlinkSync('nowhere', join(folder, 'dangling'))
  symlinkSync('01-a.md', join(folder, 'link'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  return folder
}

test('files that can be read are listed, and nothing that hides, loops or never ends', async () => {
  const folder = await makeMess()
  const show = (path: string) => relative(folder, path)
  const { files, folders } = listTree([folder], [join(folder, 'dist')])
  expect(files.map(show)).toEqual(['01-a.md', 'distance.svg', 'link', 'pics/b.svg'])
  expect(folders.map(({ path }) => show(path))).toEqual(['', 'pics'])
  expect(listTree([join(folder, 'none'), join(folder, '01-a.md')])).toEqual({
    files: [],
    folders: [],
    links: [],
  })
})

test('a build can tell what it was made of, whatever lies beside the chapters', async () => {
  const chapters = await makeMess()
  const out = join(chapters, 'site')
  const before = hashInputs({ chapters, out })
  expect(before).toMatch(/^[\da-f]{64}$/)
  mkdirSync(out)
  execFileSync('touch', [join(out, 'index.html')])
  expect(hashInputs({ chapters, out })).toBe(before)
  execFileSync('touch', [join(chapters, 'new.svg')])
  expect(hashInputs({ chapters, out })).not.toBe(before)
})
