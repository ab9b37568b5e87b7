import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { copyEngine, type EngineCopy } from '../helpers/engine.ts'

// Whole engines are compiled here, perhaps beside much else.
vi.setConfig({ testTimeout: 90_000 })

/** Folders of builds. */
function listBuilds({ root }: EngineCopy): string[] {
  return readdirSync(join(root, 'build/engine')).filter((name) => /^[\da-f]{16}/.test(name))
}

function edit({ root }: EngineCopy, file: string, before: string, after: string): void {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(before)
  writeFileSync(path, text.replace(before, after))
}

async function readUsage(engine: EngineCopy): Promise<string> {
  const { exitCode, stdout, stderr } = await engine.run('claims', '--help')
  expect([exitCode, stderr]).toEqual([0, ''])
  return stdout.split('\n')[1]?.trim().split(' ')[0] ?? ''
}

test('a change of a source is picked up by the next command, and so is its undoing', async () => {
  const engine = copyEngine()
  expect(await readUsage(engine)).toBe('Перечисляет')
  edit(engine, 'scripts/claims.ts', 'Перечисляет', 'Называет')
  expect(await readUsage(engine)).toBe('Называет')
  edit(engine, 'scripts/claims.ts', 'Называет', 'Перечисляет')
  expect(await readUsage(engine)).toBe('Перечисляет')
  // The one of the first text serves again.
  expect(listBuilds(engine)).toHaveLength(2)
})

test('a change of the same length with the old time of the file is picked up too', async () => {
  const engine = copyEngine()
  const path = join(engine.root, 'scripts/claims.ts')
  const { atime, mtime } = statSync(path)
  expect(await readUsage(engine)).toBe('Перечисляет')
  edit(engine, 'scripts/claims.ts', 'Перечисляет', 'Перечислить')
  utimesSync(path, atime, mtime)
  expect(await readUsage(engine)).toBe('Перечислить')
})

test('another version of a package makes another build', async () => {
  const engine = copyEngine()
  await readUsage(engine)
  rmSync(join(engine.root, 'node_modules'))
  mkdirSync(join(engine.root, 'node_modules'))
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== 'execa')
      symlinkSync(join(ROOT, 'node_modules', name), join(engine.root, 'node_modules', name))
  }
  mkdirSync(join(engine.root, 'node_modules/execa'))
  writeFileSync(join(engine.root, 'node_modules/execa/package.json'), '{"version":"99.0.0"}')
  await readUsage(engine)
  expect(listBuilds(engine)).toHaveLength(2)
})

test('many may start at once, the first time too', async () => {
  const engine = copyEngine()
  const usages = await Promise.all(Array.from({ length: 6 }, () => readUsage(engine)))
  expect(new Set(usages)).toEqual(new Set(['Перечисляет']))
  expect(listBuilds(engine)).toEqual([expect.stringMatching(/^[\da-f]{16}$/)])
})

describe('what is not as it should be', () => {
  test('where nothing can be written the sources run as they are', async () => {
    const engine = copyEngine()
    writeFileSync(join(engine.root, 'build'), 'a file in its place')
    expect(await readUsage(engine)).toBe('Перечисляет')
  })

  test('a build that was left half-made is no build', async () => {
    const engine = copyEngine()
    await readUsage(engine)
    const [name = ''] = listBuilds(engine)
    const folder = join(engine.root, 'build/engine', name)
    for (const file of readdirSync(folder)) {
      if (file !== 'claims.js') rmSync(join(folder, file))
    }
    expect(await readUsage(engine)).toBe('Перечисляет')
    expect(readdirSync(folder)).toContain('sources.json')
  })

  test('what nobody has used for long goes when another build comes', async () => {
    const engine = copyEngine()
    await readUsage(engine)
    const home = join(engine.root, 'build/engine')
    const [first = ''] = listBuilds(engine)
    const killed = join(home, `${first}-1`)
    mkdirSync(killed)
    const long = Date.now() / 1000 - 7200
    for (const path of [killed, join(home, first)]) utimesSync(path, long, long)
    // The first is used once more.
    await readUsage(engine)
    edit(engine, 'scripts/claims.ts', 'Перечисляет', 'Называет')
    await readUsage(engine)
    const names = listBuilds(engine)
    expect(names).toHaveLength(2)
    expect(names).toContain(first)
  })

  test('a source that cannot be compiled is told by its line', async () => {
    const engine = copyEngine()
    edit(engine, 'scripts/claims.ts', 'const usage', 'const const usage')
    const { exitCode, stdout, stderr } = await engine.run('build')
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^scripts\/claims\.ts:\d+:7 — движок не компилируется: .+$/)
  })

  test('packages that are not installed are asked for', async () => {
    const engine = copyEngine()
    rmSync(join(engine.root, 'node_modules'))
    const { exitCode, stderr } = await engine.run('build')
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^Пакеты не установлены.* npm ci$/),
    ])
  })
})
