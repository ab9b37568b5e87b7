import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { isComplete, readEvidence, writeEvidence } from '../../src/check/evidence-cache.ts'
import type { Evidence } from '../../src/course/evidence.ts'
import { parseChapter } from '../../src/course/parse.ts'
import type { Chapter } from '../../src/course/types.ts'
import { ROOT } from '../../src/files/root.ts'
import { fence, parseSound } from '../helpers/chapter.ts'
import { makeFolder } from '../helpers/folder.ts'

const parts = [
  '# Глава',
  '',
  fence('ts file=server.ts', 'listen(8080)'),
  fence('ts check', "test('слушает', async () => {})"),
  fence('console', '$ npm run chapter 3 server.ts', 'слушаю'),
  fence('console', '$ some-tool 8080', 'ответ'),
  fence('diff mutant=deaf breaks="слушает"', '-listen(8080)'),
]
const text = parts.join('\n')

/** What a run of that chapter would have left. */
function createEvidence(chapter: Chapter): Evidence {
  const place = (line: number) => ({ file: chapter.file, line, column: 1 })
  const [, check, first, second, mutant] = chapter.blocks.map((block) => block.place.line)
  return {
    checks: [{ title: 'слушает', place: place((check ?? 0) + 1), status: 'passed', duration: 5 }],
    scenes: chapter.scenes.map((scene) => ({
      id: scene.id,
      place: scene.place,
      status: 'passed',
      duration: 100,
      problems: [],
      transcripts: [
        { line: first ?? 0, terminal: 1, lines: [] },
        { line: second ?? 0, terminal: 2, lines: [] },
      ],
    })),
    mutants: [{ name: 'deaf', place: place(mutant ?? 0), killed: true, problems: [], broken: [] }],
    tasks: [],
    node: process.version,
    platform: 'linux x64',
  }
}

/** Keeps the evidence of one text and asks for that of another. */
async function recall(before: string, after: string): Promise<Evidence | undefined> {
  const folder = await makeFolder()
  const chapter = parseSound(before)
  await writeEvidence(chapter, folder, createEvidence(chapter))
  return readEvidence(parseSound(after), folder)
}

test('evidence comes back as it was kept', async () => {
  const chapter = parseSound(text)
  expect(await recall(text, text)).toEqual(createEvidence(chapter))
})

test.each([
  ['a program', 'listen(8080)\n```\n\n```ts check', 'listen(8081)\n```\n\n```ts check'],
  ['a check', "test('слушает', async", "test('слышит', async"],
  ['a transcript', 'слушаю', 'слышу'],
  ['a command', '$ some-tool 8080', '$ some-tool 8081'],
  ['a mutant', '-listen(8080)\n```\n', '-listen(8080)\n+listen(0)\n```\n'],
  ['what a mutant breaks', 'breaks="слушает"', 'breaks="слышит"'],
  ['a key of a fence', '```console\n$ some-tool', '```console exit=1\n$ some-tool'],
  ['the order of blocks', text, [...parts.slice(0, 4), parts[5], parts[4], parts[6]].join('\n')],
  ['the name of a program', 'file=server.ts', 'file=other.ts'],
  [
    'which terminals play together',
    '```\n\n```console\n$ some',
    '```\n\nА потом:\n\n```console\n$ some',
  ],
])('a change of %s makes it worthless', async (_what, from, to) => {
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  expect(await recall(text, changed)).toBeUndefined()
})

test('prose may change, and every place moves with it', async () => {
  const moved = text
    .replace('# Глава\n', '---\nsummary: Кратко\n---\n\n# Другое имя\n\nНовая проза.\n')
    .replace('```ts check', 'Ещё проза.\n\n```ts check')
  expect(await recall(text, moved)).toEqual(createEvidence(parseSound(moved)))
  expect(await recall(moved, text)).toEqual(createEvidence(parseSound(text)))
})

test('line ends and the byte order mark do not matter', async () => {
  const other = `\uFEFF${text.replaceAll('\n', '\r\n')}`
  expect(await recall(text, other)).toEqual(createEvidence(parseSound(other)))
})

test('prose does matter where a block tells lines of the chapter', async () => {
  const telling = text.replace('ответ', 'at chapters/03-case.md:4:1')
  expect(await recall(telling, telling)).toBeDefined()
  expect(await recall(telling, telling.replace('# Глава\n', '# Глава\n\nПроза.\n'))).toBeUndefined()
})

test.each([
  'console.log(new Error().stack)',
  'const { stack } = new Error()',
  'Error.prepareStackTrace = f',
])('and where code could tell its own place: %s', async (line) => {
  const telling = text.replace('listen(8080)', `listen(8080); ${line}`)
  expect(await recall(telling, telling.replace('# Глава\n', '# Глава\n\nПроза.\n'))).toBeUndefined()
})

test('what was cut off in the middle of its writing is not believed', async () => {
  const folder = await makeFolder()
  const chapter = parseSound(text)
  await writeEvidence(chapter, folder, createEvidence(chapter))
  const path = join(folder, '03-case/evidence.json')
  const whole = await readFile(path, 'utf8')
  for (const cut of [whole.slice(0, -20), '', 'null', '[]', '{}']) {
    await writeFile(path, cut)
    expect(await readEvidence(chapter, folder)).toBeUndefined()
  }
})

describe('outside tools', () => {
  /** A folder in front of PATH with a program in it. */
  async function makeTool(name: string): Promise<string> {
    const folder = await makeFolder({ [name]: '#!/bin/sh\necho 1\n' })
    await chmod(join(folder, name), 0o755)
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
    return join(folder, name)
  }

  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test.each([
    ['a terminal', text],
    [
      'a check',
      text
        .replace('async () => {}', "() => { command('some-tool') }")
        .replace('$ some-tool', '$ true'),
    ],
    [
      'a program',
      text.replaceAll('listen(8080)', "spawn('some-tool')").replace('$ some-tool', '$ true'),
    ],
    ['a pipe in a program', text.replaceAll('listen(8080)', "sh('echo да | some-tool')")],
    ['a shell', text.replaceAll('listen(8080)', "execSync('timeout 5 some-tool x')")],
  ])('another version of a tool that %s calls makes it worthless', async (_who, chapterText) => {
    const tool = await makeTool('some-tool')
    const folder = await makeFolder()
    const chapter = parseSound(chapterText)
    await writeEvidence(chapter, folder, createEvidence(chapter))
    expect(await readEvidence(chapter, folder)).toBeDefined()
    await writeFile(tool, '#!/bin/sh\necho version 2\n')
    expect(await readEvidence(chapter, folder)).toBeUndefined()
  })

  test('a name may have capitals', async () => {
    const tool = await makeTool('ATK-a3')
    const folder = await makeFolder()
    const chapter = parseSound(text.replace('$ some-tool', '$ ATK-a3'))
    await writeEvidence(chapter, folder, createEvidence(chapter))
    await writeFile(tool, '#!/bin/sh\necho version 2\n')
    expect(await readEvidence(chapter, folder)).toBeUndefined()
  })

  test.each([
    ['a command', (path: string) => text.replace('$ some-tool', `$ cat ${path}`)],
    ['a program', (path: string) => text.replace('listen(8080)', `readFileSync('${path}')`)],
  ])('so does a file that %s calls by its whole path', async (_who, write) => {
    const [home, folder] = [await makeFolder({ 'data.txt': 'раз' }), await makeFolder()]
    const path = join(home, 'data.txt')
    const chapter = parseSound(write(path))
    await writeEvidence(chapter, folder, createEvidence(chapter))
    await writeFile(path, 'раз')
    expect(await readEvidence(chapter, folder)).toBeDefined()
    await writeFile(path, 'два')
    expect(await readEvidence(chapter, folder)).toBeUndefined()
  })

  test('a tool that appears makes it worthless, another one does not', async () => {
    const folder = await makeFolder()
    const chapter = parseSound(text)
    await writeEvidence(chapter, folder, createEvidence(chapter))
    await makeTool('another-tool')
    expect(await readEvidence(chapter, folder)).toBeDefined()
    await makeTool('some-tool')
    expect(await readEvidence(chapter, folder)).toBeUndefined()
  })
})

describe('what every chapter depends on', () => {
  /** The cache as another process would see it, for which one file reads differently. */
  async function reopen(changed: string) {
    vi.resetModules()
    vi.doMock('node:fs', async (importActual) => {
      const fs = await importActual<typeof import('node:fs')>()
      const readFileSync = (path: string, ...rest: unknown[]) => {
        const content = (fs.readFileSync as (...args: unknown[]) => unknown)(path, ...rest)
        return path === join(ROOT, changed) ? `${content}\n// changed` : content
      }
      return { ...fs, default: { ...fs, readFileSync }, readFileSync }
    })
    onTestFinished(() => vi.doUnmock('node:fs'))
    return import('../../src/check/evidence-cache.ts')
  }

  test.each([
    ['package-lock.json', 'kept'],
    ['node_modules/vitest/package.json', undefined],
    ['node_modules/koffi/package.json', undefined],
    ['tsconfig.json', undefined],
    ['src/socket/class/socket.ts', undefined],
    ['src/socket/native/libc.ts', undefined],
    ['src/run/scene/scene.ts', undefined],
    ['src/tangle/compile.ts', undefined],
    ['src/course/console.ts', undefined],
    ['src/check/prove.ts', undefined],
    ['src/tangle/prepare.ts', undefined],
    ['src/weave/prose/prose.ts', 'kept'],
    ['README.md', 'kept'],
  ])('%s: evidence after its change is %s', async (file, expected) => {
    const folder = await makeFolder()
    const chapter = parseSound(text)
    const first = await reopen('no-such-file')
    await first.writeEvidence(chapter, folder, createEvidence(chapter))
    const again = await reopen('no-such-file')
    expect(await again.readEvidence(chapter, folder)).toBeDefined()
    const changed = await reopen(file)
    const evidence = await changed.readEvidence(chapter, folder)
    expect(evidence === undefined ? undefined : 'kept').toBe(expected)
  })

  test.each(['version', 'platform', 'arch'] as const)(
    'another %s makes it worthless',
    async (name) => {
      const folder = await makeFolder()
      const chapter = parseSound(text)
      await writeEvidence(chapter, folder, createEvidence(chapter))
      const own = Object.getOwnPropertyDescriptor(process, name) as PropertyDescriptor
      Object.defineProperty(process, name, { ...own, value: 'another' })
      onTestFinished(() => {
        Object.defineProperty(process, name, own)
      })
      vi.resetModules()
      const changed = await import('../../src/check/evidence-cache.ts')
      expect(await changed.readEvidence(chapter, folder)).toBeUndefined()
    },
  )
})

test('only a run in which everything held is complete', () => {
  const whole = createEvidence(parseSound(text))
  expect(isComplete(whole)).toBe(true)
  for (const status of ['failed', 'skipped'] as const) {
    expect(isComplete({ ...whole, checks: whole.checks.map((c) => ({ ...c, status })) })).toBe(
      false,
    )
    expect(isComplete({ ...whole, scenes: whole.scenes.map((s) => ({ ...s, status })) })).toBe(
      false,
    )
  }
  expect(
    isComplete({ ...whole, mutants: whole.mutants.map((m) => ({ ...m, killed: false })) }),
  ).toBe(false)
})

describe('what lies beside the chapter', () => {
  /** Whether the evidence of a chapter that says this is still good when the file is another. */
  async function survives(name: string, command: string): Promise<boolean> {
    const [folder, build] = [await makeFolder(), await makeFolder()]
    const raw = `# Г\n\n${fence('console', `$ ${command}`, 'x')}`
    const read = () => {
      const file = join(folder, '03-case.md')
      return parseChapter({ number: 3, slug: '03-case', file, path: file, raw }).chapter
    }
    await writeFile(join(folder, name), 'раз')
    await writeEvidence(read(), build, createEvidence(read()))
    expect(await readEvidence(read(), build)).toBeDefined()
    await writeFile(join(folder, name), 'другое')
    return (await readEvidence(read(), build)) !== undefined
  }

  test.each([
    ['data.txt', 'cat data.txt'],
    ['data.txt', 'sh script.sh'],
    ['script.sh', 'true'],
    ['table.csv', 'node -e 1'],
    ['picture.svg', 'cat /course/picture.svg'],
    ['picture.svg', 'cat /course/*'],
    ['04-next.md', 'wc /course/04-next.md'],
  ])('%s may be read by «%s»', async (name, command) => {
    expect(await survives(name, command)).toBe(false)
  })

  test.each([
    ['picture.svg', 'true'],
    ['04-next.md', 'true'],
    ['.hidden', 'true'],
  ])('%s is not what «%s» could mean', async (name, command) => {
    expect(await survives(name, command)).toBe(true)
  })

  test('nor is a file that comes or goes', async () => {
    const [folder, build] = [await makeFolder(), await makeFolder()]
    const file = join(folder, '03-case.md')
    const { chapter } = parseChapter({ number: 3, slug: '03-case', file, path: file, raw: text })
    await writeEvidence(chapter, build, createEvidence(chapter))
    await writeFile(join(folder, 'new.txt'), '')
    expect(await readEvidence(chapter, build)).toBeUndefined()
  })

  test('a folder that a link leads to counts, a site that was made here does not', async () => {
    const [folder, build] = [await makeFolder(), await makeFolder()]
    const far = await makeFolder({ 'a.txt': 'раз' })
    const file = join(folder, '03-case.md')
    const { chapter } = parseChapter({ number: 3, slug: '03-case', file, path: file, raw: text })
    await symlink(far, join(folder, 'linked'))
    await symlink('.', join(far, 'round'))
    await writeEvidence(chapter, build, createEvidence(chapter))
    await mkdir(join(folder, 'out'))
    await writeFile(join(folder, 'out/.live-sockets'), '{}')
    await writeFile(join(folder, 'out/index.html'), '')
    expect(await readEvidence(chapter, build)).toBeDefined()
    await writeFile(join(far, 'a.txt'), 'два')
    expect(await readEvidence(chapter, build)).toBeUndefined()
  })
})
