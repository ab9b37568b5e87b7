import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { makeFolder } from '../helpers/folder.ts'

test('the compiler goes without a word, however often it is asked', async () => {
  const folder = await makeFolder({ 'a.ts': 'export const a = 1\n' })
  const script = `import { askCompiler } from ${JSON.stringify(join(ROOT, 'src/types/compiler.ts'))}
import { setTimeout } from 'node:timers/promises'
for (let time = 0; time < 10; time++) {
  askCompiler(${JSON.stringify(folder)}, [${JSON.stringify(join(folder, 'a.ts'))}], () => undefined)
  await setTimeout(30)
}`
  const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs')
  const args = ['--import', loader, '--input-type=module', '-e', script]
  const { all } = await execa(process.execPath, args, { all: true })
  expect(all).toBe('')
}, 60_000)
