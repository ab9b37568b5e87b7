import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runCompiler } from '../../src/check/compiler.ts'
import { openOwnTypes } from '../../src/check/own-types.ts'
import { showPath } from '../../src/course/problem.ts'
import { ROOT } from '../../src/files/root.ts'
import { type Files, makeFolder } from '../helpers/folder.ts'
import { findSurvivors, listDescendants } from '../helpers/processes.ts'

vi.setConfig({ testTimeout: 120_000 })

const CONFIG = {
  extends: join(ROOT, 'tsconfig.json'),
  compilerOptions: { noUnusedLocals: false, typeRoots: [join(ROOT, 'node_modules/@types')] },
  include: ['*.ts'],
}

/** A reader's folder, and a compiler that stays. */
async function open(files: Files) {
  const home = await makeFolder({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify(CONFIG),
    ...files,
  })
  const build = await makeFolder()
  const types = openOwnTypes(build)
  onTestFinished(types.close)
  const check = (file = 'main.ts') => types.check(join(home, 'tsconfig.json'), [join(home, file)])
  return {
    home,
    types,
    check,
    write: (text: string, file = 'main.ts') => writeFileSync(join(home, file), text),
    /** What is wrong, as `line:column TS2322`. */
    codes: async (file?: string) =>
      (await check(file)).map(({ place: { line, column }, fact }) => {
        return `${line}:${column} ${fact.split(':')[0]}`
      }),
  }
}

const findCompilers = () =>
  listDescendants(process.pid).filter(({ command }) => command.includes('--api --async'))

const READABLE: Readonly<Record<string, string>> = {
  'right.ts': "import { createServer } from 'node:net'\nconsole.log(createServer)\n",
  'chain.ts':
    'export const y: Map<string, () => { c: string }> = new Map<string, () => { c: number }>()\n',
  'overload.ts': "import { connect } from 'node:net'\nconnect({ port: 'x', hosts: 1 })\n",
  'missing.ts': "import { nothing } from './nowhere.ts'\nconsole.log(nothing)\n",
  'twice.ts': 'const dd = 1\nconst dd = 2\nfunction dup() {}\nlet dup = 1\n',
  'lacks.ts': 'interface A {\n  a: string\n}\nconst a: A = {}\nconst f = (x: A) => x\nf()\n',
  'wide.ts': "\t\tconst ж𝒳 = '𝒳ё'; const w: number = 'a'\n",
  'windows.ts': '\ufeffconst a = 1\r\n\r\nconst b: string = a\r\n',
  'other.ts': "import './chain.ts'\nconst other: number = ''\n",
  'unicode-lines.ts': "const a = '\u2028'; const b: number = ''\n",
}

const UNREADABLE: Readonly<Record<string, string>> = {
  'half.ts': "const = 1\nconst q: number = 'a'\n",
  'open.ts': 'function f() {\n  if (true) {\n',
  'text.ts': "const a = 'привет\nconst b = 1\n",
}

test.each([
  ['readable', READABLE],
  ['unreadable', UNREADABLE],
])('of %s programs it says what the compiler of a build says', async (_, files) => {
  const { home, check } = await open(files)
  const names = Object.keys(files)
  const { diagnostics } = await runCompiler(
    { extends: './tsconfig.json', files: names, include: [] },
    home,
  )
  for (const name of names) {
    const path = showPath(join(home, name))
    const found = await check(name)
    const own = found.filter(({ place }) => place.file === path)
    const wanted = diagnostics.filter((one) => one.path === name)
    expect(own).toEqual(
      wanted.map(({ line, column, code, message }) => ({
        place: { file: path, line, column },
        fact: `TS${code}: ${message}`,
        remedy: '',
      })),
    )
    expect(own.length > 0).toBe(name !== 'right.ts')
    // Of what it imports, too.
    expect(found.length > own.length).toBe(name === 'other.ts')
  }
})

test('what is wrong is said in Russian', async () => {
  const { check } = await open({ 'main.ts': "export const a: number = ''\n" })
  const [problem] = await check()
  expect(problem?.fact).toBe('TS2322: Тип "string" не может быть назначен для типа "number".')
})

test('whatever changes on the disk, the next answer knows it', async () => {
  const { home, write, codes } = await open({ 'main.ts': 'export const a: number = 1\n' })
  expect(await codes()).toEqual([])
  write("import { b } from './b.ts'\nexport const a: number = b\n")
  expect(await codes()).toEqual(['1:19 TS2307'])
  write("export const b = ''\n", 'b.ts')
  expect(await codes()).toEqual(['2:14 TS2322'])
  // As long as before: only what it says tells them apart.
  write('export const b = 12\n', 'b.ts')
  expect(await codes()).toEqual([])
  rmSync(join(home, 'b.ts'))
  expect(await codes()).toEqual(['1:19 TS2307'])
  write('export const a = (b: string[]): string => b[0]\n')
  expect(await codes()).toEqual(['1:43 TS2322'])
  const compilerOptions = { ...CONFIG.compilerOptions, noUncheckedIndexedAccess: false }
  write(JSON.stringify({ ...CONFIG, compilerOptions }), 'tsconfig.json')
  expect(await codes()).toEqual([])
  write('{ "extends": "./gone.json" }', 'tsconfig.json')
  const [stop] = await codes()
  expect(stop).toMatch(/TS\d+|компилятор остановился/)
})

test('many programs in turn: each is answered for, also those that it has let go meanwhile', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `p${index}.ts`)
  const files = names.map((name, index) => [name, `${'\n'.repeat(index)}const a: number = ''\n`])
  const { codes } = await open(Object.fromEntries(files))
  for (const _ of [1, 2]) {
    for (const [index, name] of names.entries()) {
      expect(await codes(name)).toEqual([`${index + 1}:7 TS2322`])
    }
  }
})

test('asked at once by several pages, it answers each for its own program', async () => {
  const { codes } = await open({
    'a.ts': 'const a: number = ""\n',
    'b.ts': '\nlet b: string = 1\n',
  })
  const all = await Promise.all([codes('a.ts'), codes('b.ts'), codes('a.ts')])
  expect(all).toEqual([['1:7 TS2322'], ['2:5 TS2322'], ['1:7 TS2322']])
  expect(findCompilers()).toHaveLength(1)
})

test('a compiler that dies, idle or at work, is replaced, and no answer is lost', async () => {
  const { codes, types } = await open({ 'main.ts': 'const a: number = ""\n' })
  const kill = () => {
    const found = findCompilers()
    expect(found).toHaveLength(1)
    for (const { pid } of found) process.kill(pid, 'SIGKILL')
    return findSurvivors(found)
  }
  expect(await codes()).toEqual(['1:7 TS2322'])
  await kill()
  expect(await codes()).toEqual(['1:7 TS2322'])
  expect(await codes()).toEqual(['1:7 TS2322'])
  for (let time = 0; time < 5; time++) {
    // It may be gone before we hear of it, and what is written then is lost.
    const asked = codes()
    const gone = kill()
    expect([await asked, await codes(), await gone]).toEqual([['1:7 TS2322'], ['1:7 TS2322'], []])
    expect(await codes()).toEqual(['1:7 TS2322'])
  }
  expect(await codes()).toEqual(['1:7 TS2322'])
  const last = findCompilers()
  expect(last).toHaveLength(1)
  types.close()
  expect(await findSurvivors(last)).toEqual([])
})

test('after two hundred edits it holds no more memory than after fifty', async () => {
  const { write, codes } = await open({ 'main.ts': '' })
  const imports = "import { createServer } from 'node:net'\nconsole.log(createServer)\n"
  let early = 0
  for (let edit = 1; edit <= 200; edit++) {
    write(`${imports}${'\n'.repeat(edit)}const a: string = '${'я'.repeat(edit)}'\n`)
    expect(await codes()).toEqual([])
    if (edit === 50) early = readMemory()
  }
  expect(readMemory() - early).toBeLessThan(40)
})

/** What the compiler holds, MiB. */
function readMemory(): number {
  const [compiler] = findCompilers()
  const status = readFileSync(`/proc/${compiler?.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}
