import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { findWords, listCode, type Tip, type Tips } from '../../src/course/tips.ts'
import type { Chapter } from '../../src/course/types.ts'
import { ROOT } from '../../src/files/root.ts'
import { writePrograms } from '../../src/tangle/prepare.ts'
import { askCompiler } from '../../src/types/compiler.ts'
import { readTips } from '../../src/types/read-tips.ts'
import { findTips, recallTips } from '../../src/types/tips.ts'
import { fence } from '../helpers/chapter.ts'
import { makeCourse, removeBuild, writeAll } from '../helpers/folder.ts'
import { listProcesses } from '../helpers/processes.ts'

const MAIN = [
  "import { connect, createServer } from 'node:net'",
  "import { AF_INET, type Address, SOCK_STREAM, Socket } from 'live-sockets'",
  '/** Столько байт за раз. Больше не надо. */',
  'const SIZE = 1024',
  'using listener = new Socket(AF_INET, SOCK_STREAM)',
  'const { address, port: where } = listener.getsockname()',
  'listener.connect({ address, port: where })',
]
const MORE = [
  '/** Читает {@link SIZE} байт; e.g. с начала. Потом ещё. */',
  'export function readSome(from: Socket, times = 1): Buffer[] {',
  '  let left = times',
  '  for (const name of [address]) console.log(name.trim(), Math.max(left, 1))',
  '  return [from.recv(SIZE), listener.accept().recv(SIZE)]',
  '}',
  "const loose: any = JSON.parse('1')",
  'loose.size',
  'try { connect(where) } catch (error) { if (error instanceof Error) error.message }',
  'export interface Talk { readonly said: string }',
  'const say = (talk: Talk): string => talk.said',
  'createServer(), say, {} as Address',
]
const CHECK = [
  "import { readSome } from './main.ts'",
  "test('читает', async () => {",
  "  const server = await start('main.ts')",
  '  expect([server.port, readSome.length]).toEqual([1, 2])',
  '})',
]

const TEXT = [
  '# Глава',
  '',
  fence('ts file=main.ts', ...MAIN),
  'Проза.\n',
  fence('ts file=main.ts', ...MORE),
  fence('ts check', ...CHECK),
  fence('ts task=1 file=task.ts', 'export const answer: number = 1'),
  fence('ts check task=1', "import { answer } from './task.ts'", "test('b', () => { answer })"),
  fence('ts solution=1', 'export const answer: number = 2, fresh: Set<string> = new Set()'),
  fence('ts error=2322', "const wrong: number = ''"),
].join('\n')

let chapter: Chapter
let tips: Tips
let folder = ''
let home = ''

const open = async (text: string) => {
  const home = await makeCourse({ '01-case.md': text })
  return (await writePrograms(await loadCourse(home))).prepared
}

/** What the word at its n-th place in the chapter's text means. */
function find(line: string, name: string, nth = 0): Tip | undefined {
  const code = listCode(chapter)
  const block = code.findIndex(({ lines }) => lines.includes(line))
  const row = code[block]?.lines.indexOf(line) ?? -1
  const words = findWords(line).flatMap((word, at) => (word.text === name ? [at] : []))
  const number = tips.blocks[block]?.[row]?.[words[nth] ?? -1]
  if (number === undefined) throw new Error(`no ${name} in ${line}`)
  return tips.tips[number - 1]
}

const signature = (line: string, name: string, nth = 0) => find(line, name, nth)?.signature

describe('types of a little chapter', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'live-sockets-'))
    await writeAll(home, { '01-case.md': TEXT })
    const { prepared } = await writePrograms(await loadCourse(home))
    folder = prepared.folder
    chapter = prepared.course.chapters[0] as Chapter
    tips = readTips(prepared.chapters, folder).get('01-case') as Tips
  })

  afterAll(async () => {
    await removeBuild(home)
    await rm(home, { recursive: true, force: true })
  })

  test('variables, as they were declared', () => {
    expect(signature(MAIN[3] as string, 'SIZE')).toBe('const SIZE: 1024')
    expect(signature(MAIN[4] as string, 'listener')).toBe('using listener: Socket')
    expect(signature(MORE[2] as string, 'left')).toBe('let left: number')
    expect(signature(MORE[1] as string, 'from')).toBe('(parameter) from: Socket')
    expect(signature(MORE[1] as string, 'times')).toBe('(parameter) times: number')
  })

  test('what is taken out of an object, under the name that it gets', () => {
    expect(signature(MAIN[5] as string, 'address')).toBe('const address: string')
    expect(signature(MAIN[5] as string, 'where')).toBe('const where: number')
    expect(find(MAIN[5] as string, 'port')).toBeUndefined()
  })

  test('keys of objects tell nothing; what is short for a key and a variable is the variable', () => {
    expect(signature(MAIN[6] as string, 'address')).toBe('const address: string')
    expect(find(MAIN[6] as string, 'port')).toBeUndefined()
    expect(signature(MAIN[6] as string, 'where')).toBe('const where: number')
  })

  test("the library's methods belong to the class that the reader sees, and have their docs", () => {
    const accept = find(MORE[4] as string, 'accept')
    expect(accept?.signature).toBe('(method) Socket.accept(): Socket')
    expect(accept?.doc).toBe('Ждёт клиента и возвращает соединение с ним.')
    for (const nth of [0, 1]) {
      const text = signature(MORE[4] as string, 'recv', nth)
      expect(text).toBe('(method) Socket.recv(length: number, flags?: number): Buffer')
    }
  })

  test('a class, its making, and its name as a type', () => {
    expect(signature(MAIN[1] as string, 'Socket')).toBe('class Socket')
    const made = signature(MAIN[4] as string, 'Socket')
    expect(made).toMatch(/^new Socket\(family: AddressFamily, type: number, .*\): Socket$/)
    expect(signature(MORE[11] as string, 'Address')).toMatch(/^type Address = /)
    expect(signature(MORE[1] as string, 'Socket')).toBe('class Socket')
    expect(signature(MORE[9] as string, 'Talk')).toBe('interface Talk')
  })

  test('functions, with the first sentence of their comment', () => {
    expect(find(MORE[1] as string, 'readSome')).toEqual({
      signature: 'function readSome(from: Socket, times?: number): Buffer[]',
      doc: 'Читает SIZE байт; e.g. с начала.',
    })
    expect(find(CHECK[3] as string, 'readSome')).toEqual(find(MORE[1] as string, 'readSome'))
    expect(signature(MORE[10] as string, 'say')).toBe('const say: (talk: Talk) => string')
    expect(find(MAIN[3] as string, 'SIZE')?.doc).toBe('Столько байт за раз.')
  })

  test("Node's functions have signatures, of several the one that is called, and no docs", () => {
    const called = find(MORE[8] as string, 'connect')
    expect(called?.signature).toMatch(/^function connect\(port: number, .*\): Socket \(\+2\)$/)
    expect(called?.doc).toBeUndefined()
    expect(signature(MAIN[0] as string, 'createServer')).toMatch(
      /^function createServer\(.*\(\+1\)$/,
    )
  })

  test('a name is what it is at its place', () => {
    expect(signature(MORE[8] as string, 'error', 1)).toBe('let error: unknown')
    expect(signature(MORE[8] as string, 'error', 2)).toBe('let error: Error')
  })

  test("any, keywords, comments, and JavaScript's own names tell nothing", () => {
    const silent: [string, string][] = [
      [MORE[6] as string, 'loose'],
      [MORE[7] as string, 'size'],
      [MORE[6] as string, 'JSON'],
      [MORE[6] as string, 'any'],
      [MORE[3] as string, 'trim'],
      [MORE[3] as string, 'Math'],
      [MORE[3] as string, 'console'],
      [MORE[1] as string, 'function'],
      [MORE[0] as string, 'SIZE'],
      [CHECK[1] as string, 'test'],
      [CHECK[3] as string, 'toEqual'],
    ]
    for (const [line, name] of silent)
      expect(find(line, name), `${name} in ${line}`).toBeUndefined()
  })

  test('names in checks, in tasks and in their solutions', () => {
    expect(signature(CHECK[2] as string, 'server')).toBe('const server: Started')
    expect(signature(CHECK[3] as string, 'port')).toBe('(property) Started.port: number')
    expect(signature("test('b', () => { answer })", 'answer')).toBe('const answer: number')
    const solution = 'export const answer: number = 2, fresh: Set<string> = new Set()'
    expect(signature(solution, 'fresh')).toBe('const fresh: Set<string>')
  })

  test('no tip names a place of this machine', () => {
    expect(JSON.stringify(tips)).not.toContain(ROOT)
    expect(JSON.stringify(tips)).not.toContain('import(')
  })

  test('the compiler ends with the questions, whatever comes of them', () => {
    const before = readdirSync(folder)
    const ask = () =>
      askCompiler(folder, [join(folder, '01-case/main.ts')], () => {
        expect(listServers()).toHaveLength(1)
        throw new Error('asked wrongly')
      })
    expect(ask).toThrow('asked wrongly')
    expect(readdirSync(folder)).toEqual(before)
    return expect.poll(listServers, { timeout: 20_000 }).toEqual([])
  })
})

test('what cannot be asked is a problem that names package.json', async () => {
  const prepared = await open(TEXT)
  const nowhere = join(prepared.folder, 'nowhere')
  await expect(findTips(prepared.chapters, nowhere)).rejects.toThrow(
    /package\.json:1:1 — типы имён не узнать.*\n.*npm ci/,
  )
})

test('types are remembered while the code is the same, wherever prose moves it', async () => {
  const prepared = await open(TEXT)
  const { course, chapters } = prepared
  expect(await recallTips(course.chapters, prepared.folder)).toEqual(new Map())
  const found = await findTips(chapters, prepared.folder)
  expect(await recallTips(course.chapters, prepared.folder)).toEqual(found)
  const recall = async (from: string, to: string) => {
    const changed = TEXT.replace(from, to)
    expect(changed).not.toBe(TEXT)
    const other = await open(changed)
    return recallTips(other.course.chapters, prepared.folder)
  }
  expect(await recall('Проза.', 'Проза\n\nподлиннее.')).toEqual(found)
  expect(await recall('SIZE = 1024', 'SIZE = 2048')).toEqual(new Map())
  expect(await recall('server.port', 'server.pid')).toEqual(new Map())
  expect(await recall('answer: number = 2', 'answer: number = 3')).toEqual(new Map())
})

function listServers() {
  return listProcesses().filter(
    ({ parent, command }) => parent === process.pid && command.includes(' --api '),
  )
}
