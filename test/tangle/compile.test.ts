import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { type PreparedCourse, prepareCourse } from '../../src/tangle/prepare.ts'
import { fence } from '../helpers/chapter.ts'
import { start } from '../helpers/command.ts'
import { makeCourse, writeAll } from '../helpers/folder.ts'
import { prepareFiles, runCompiled } from '../helpers/prepare.ts'

const chapter = [
  '---\npart: Основы\n---\n',
  '# Стеки\n',
  fence('ts file=lines.ts', 'export function fail(): never {', "  throw new Error('упал')", '}'),
  fence('ts file=main.ts', "import { fail } from './lines.ts'", '', 'fail()'),
  fence(
    'ts file=thread.ts',
    "import { thread } from 'live-sockets'",
    "thread(new URL('./body.ts', import.meta.url))",
  ),
  fence(
    'ts file=child.ts',
    "import { subprocess } from 'live-sockets'",
    "subprocess(new URL('./body.ts', import.meta.url)).once('exit', (n) => process.exit(n ?? 0))",
  ),
  fence('ts file=body.ts', 'const who: string = process.argv[1] ?? ""', 'console.log(who.length)'),
  'Проза посреди программы.\n',
  fence('ts file=body.ts', "  if (who !== '?') throw new TypeError('в потоке')"),
  fence(
    'ts file=using.ts',
    'class Thing {',
    "  [Symbol.dispose]() { console.log('закрыт') }",
    '}',
    '{',
    '  using thing = new Thing()',
    "  console.log('открыт', thing instanceof Thing)",
    '}',
  ),
].join('\n')

const lineOf = (text: string) => chapter.split('\n').findIndex((line) => line.includes(text)) + 1

describe.each([
  ['an ordinary folder', 'course'],
  ['a folder whose name is awkward in an address', 'Мой курс #1, 100%'],
])('in %s', (_name, name) => {
  let prepared: PreparedCourse

  beforeAll(async () => {
    const home = await mkdtemp(join(tmpdir(), 'live-sockets-'))
    const folder = join(home, name)
    await writeAll(folder, { '01-stacks.md': chapter })
    prepared = await prepareCourse(await loadCourse(folder))
    return async () => {
      await rm(prepared.folder, { recursive: true, force: true })
      await rm(home, { recursive: true, force: true })
    }
  })

  test.concurrent('a stack of the main thread names lines of the chapter', async () => {
    const { exitCode, stderr } = await runCompiled(prepared, 'main.ts')
    expect(exitCode).toBe(1)
    expect(readFrames(stderr)).toEqual([
      `01-stacks.md:${lineOf("throw new Error('упал')")}:9`,
      `01-stacks.md:${lineOf('import { fail }') + 2}:1`,
    ])
  })

  test.concurrent('a stack of a thread names the line of the chapter', async () => {
    const { exitCode, stderr } = await runCompiled(prepared, 'thread.ts')
    expect(exitCode).toBe(1)
    expect(readFrames(stderr)[0]).toBe(`01-stacks.md:${lineOf('new TypeError')}:26`)
  })

  test.concurrent('a stack of a child process names the line of the chapter', async () => {
    const { exitCode, stderr } = await runCompiled(prepared, 'child.ts')
    expect(exitCode).toBe(1)
    expect(readFrames(stderr)[0]).toBe(`01-stacks.md:${lineOf('new TypeError')}:26`)
  })
})

/** `file:line:column` of the frames that lie in a chapter, the innermost first. */
function readFrames(stderr: string): string[] {
  const frames = stderr.split('\n').filter((line) => /^\s+at /.test(line))
  return frames.flatMap((frame) => /[^/]+\.md:\d+:\d+/.exec(frame)?.[0] ?? [])
}

test('using is lowered, so that Node 20 understands it', async () => {
  const prepared = await prepareFiles({ '01-stacks.md': chapter })
  const { exitCode, stdout } = await runCompiled(prepared, 'using.ts')
  expect([exitCode, stdout]).toEqual([0, 'открыт true\nзакрыт'])
})

test('a second compilation touches no file, a change touches but its own', async () => {
  const folder = await makeCourse({
    '01-a.md': `# A\n\n${fence('ts file=a.ts', 'console.log(1)')}`,
    '02-b.md': `# B\n\n${fence('ts file=b.ts', 'console.log(2)')}`,
  })
  const prepared = await prepareCourse(await loadCourse(folder))
  const before = await readTimes(prepared.folder)
  expect(Object.keys(before)).toContain('02-b/b.js')
  await prepareCourse(await loadCourse(folder))
  expect(await readTimes(prepared.folder)).toEqual(before)
  await writeAll(folder, { '02-b.md': `# B\n\n${fence('ts file=c.ts', 'console.log(3)')}` })
  await prepareCourse(await loadCourse(folder))
  const after = await readTimes(prepared.folder)
  expect(after['01-a/a.js']).toBe(before['01-a/a.js'])
  expect(
    Object.keys(after)
      .filter((path) => path.startsWith('02-b/'))
      .sort(),
  ).toEqual(['02-b/c.js', '02-b/c.js.map', '02-b/c.ts', '02-b/chapter.check.ts'])
})

async function readTimes(folder: string): Promise<Record<string, bigint>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const times = files.map(async (entry): Promise<[string, bigint]> => {
    const path = join(entry.parentPath, entry.name)
    return [path.slice(folder.length + 1), (await stat(path, { bigint: true })).mtimeNs]
  })
  return Object.fromEntries(await Promise.all(times))
}

test('the source of every map is the chapter itself', async () => {
  const { folder, chapters } = await prepareFiles({ '01-stacks.md': chapter })
  const home = join(folder, '01-stacks')
  const map = JSON.parse(await readFile(join(home, 'main.js.map'), 'utf8'))
  expect(map.sources).toHaveLength(1)
  expect(new URL(map.sources[0], `file://${home}/`).pathname).toBe(chapters[0]?.chapter.path)
})

test('a program that cannot be read is told of at its chapter’s line', async () => {
  const chapters = await makeCourse({ '01-a.md': `# A\n\n${fence('ts file=a.ts', 'const x = (')}` })
  for (const args of [
    ['chapter', '1', 'a.ts'],
    ['bless', '1'],
  ] as const) {
    const [script, ...words] = args
    const { exitCode, stdout, stderr } = await start(script, ['--chapters', chapters, ...words])
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/01-a\.md:5:1 — программа не читается: [\s\S]*\n1 ошибка\n$/)
    expect(stderr).not.toMatch(/ {4}at /)
  }
}, 60_000)
