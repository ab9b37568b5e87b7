import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { fence } from '../helpers/chapter.ts'
import { copyEngine, type EngineCopy } from '../helpers/engine.ts'

// Whole engines are compiled here, perhaps beside much else.
vi.setConfig({ testTimeout: 90_000 })

/** An engine with a chapter of its own, whose program `say.ts` holds these lines. */
function copyWithProgram(...lines: readonly string[]): EngineCopy {
  const engine = copyEngine()
  mkdirSync(join(engine.root, 'chapters'))
  const text = `# Глава\n\n${fence('ts file=say.ts', ...lines)}\n${fence('ts file=other.ts', '')}`
  writeFileSync(join(engine.root, 'chapters/01-say.md'), text)
  return engine
}

/** Runs the program until it is known to be ready: not while its chapter has just been written. */
async function makeReady(engine: EngineCopy): Promise<void> {
  const isReady = async () => {
    await engine.run('chapter', '1', 'other.ts')
    return existsSync(join(engine.root, 'build/chapters/ready.1.json'))
  }
  await expect.poll(isReady, { timeout: 20_000 }).toBe(true)
}

const SAY = `console.log(process.pid, process.argv.slice(1).join(' '), process.execArgv.join(' '))`

test('a program that is ready runs in the very process of the command, as if it alone had been started', async () => {
  const engine = copyWithProgram(SAY, 'process.exitCode = 3')
  await makeReady(engine)
  const { pid, exitCode, stdout, stderr } = await engine.run('chapter', '1', 'say.ts', '--to', 'да')
  const script = join(engine.root, 'build/chapters/01-say/say.js')
  expect([exitCode, stdout, stderr]).toEqual([
    3,
    `${pid} ${script} --to да --enable-source-maps`,
    '',
  ])
})

test('an edited chapter is compiled anew, and so is one whose compiled program was touched', async () => {
  const engine = copyWithProgram("console.log('один')")
  const say = async () => (await engine.run('chapter', '1', 'say.ts')).stdout
  await makeReady(engine)
  expect(await say()).toBe('один')
  const path = join(engine.root, 'chapters/01-say.md')
  writeFileSync(path, readFileSync(path, 'utf8').replace('один', 'семь'))
  expect(await say()).toBe('семь')
  await makeReady(engine)
  writeFileSync(join(engine.root, 'build/chapters/01-say/say.js'), "console.log('чужое')")
  expect(await say()).toBe('семь')
})

test('a chapter that was given another number is not found under the old one', async () => {
  const engine = copyWithProgram(SAY)
  await makeReady(engine)
  const [before, after] = ['01-say.md', '02-say.md'].map((name) =>
    join(engine.root, 'chapters', name),
  )
  renameSync(before as string, after as string)
  const { exitCode, stdout, stderr } = await engine.run('chapter', '1', 'say.ts')
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^Главы 1 нет/)
})

describe('its own errors', () => {
  test.each([
    ['at once', "throw new Error('беда')"],
    ['after a while', "await new Promise((done) => setImmediate(done))\nthrow new Error('беда')"],
  ])('%s: named by the line of the chapter, without a word of the engine', async (_, text) => {
    const engine = copyWithProgram(...text.split('\n'))
    await makeReady(engine)
    const { exitCode, stderr } = await engine.run('chapter', '1', 'say.ts')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Error: беда')
    expect(stderr).toMatch(/chapters\/01-say\.md:[45]:7/)
    expect(stderr).not.toMatch(/src\/|scripts\/|build\/engine/)
  })
})
