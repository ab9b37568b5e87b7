import { describe, expect, test } from 'vitest'
import * as library from '../../../src/socket/index.ts'
import { renderReference } from '../../../src/weave/pages/reference.ts'
import { anchorOf, findExplaining, usesSockets } from '../../../src/weave/reference/explained.ts'
import { readCalls } from '../../../src/weave/reference/read-calls.ts'
import { readSignature } from '../../../src/weave/reference/signature.ts'
import { splitComment } from '../../../src/weave/reference/split-comment.ts'
import { WAITS } from '../../../src/weave/reference/waits.ts'
import { readReference } from '../../../src/weave/search/reference.ts'
import { fence } from '../../helpers/chapter.ts'
import { BARE, createChapter } from '../sample.ts'

const calls = readCalls()
const find = (anchor: string) => calls.find((call) => anchorOf(call) === anchor)

describe('what the sources say of the calls', () => {
  test('all functions and methods that a program can reach are there', () => {
    const functions = Object.entries(library).filter(
      ([name, value]) => typeof value === 'function' && /^[a-z]/.test(name),
    )
    for (const [name] of functions) expect(find(name), name).toBeDefined()
    const names = new Set<string>()
    for (let at = library.Socket.prototype as object; at !== Object.prototype; ) {
      for (const name of Object.getOwnPropertyNames(at)) names.add(name)
      at = Object.getPrototypeOf(at)
    }
    for (const name of [
      'recv',
      'sendmsg',
      'connect',
      'settimeout',
      'ioctl',
      'tryAccept',
      'close',
    ]) {
      expect(names.has(name), name).toBe(true)
      expect(find(`Socket.${name}`), name).toBeDefined()
    }
  })

  test('each begins with a Russian sentence that a tip shows whole, and goes on in English', () => {
    for (const call of calls) {
      const anchor = anchorOf(call)
      const [first = ''] = call.summary.split(/(?<=[.!?]) (?=\p{Lu})/u)
      expect(first, anchor).toMatch(/^[А-ЯЁ].*\.$/u)
      expect(first.length, anchor).toBeLessThanOrEqual(110)
      expect(call.detail, anchor).toMatch(/[a-z]/)
      expect(call.detail, anchor).not.toMatch(/\p{Script=Cyrillic}/u)
    }
  })

  test('a call whole', () => {
    expect(find('Socket.accept')).toMatchObject({
      owner: 'Socket',
      name: 'accept',
      signature: 'accept(): Socket<A>',
      summary: 'Ждёт клиента и возвращает соединение с ним.',
      errors: ['EINVAL', 'EAGAIN', 'TimeoutError', 'EMFILE'],
      manuals: ['accept(2)'],
    })
    expect(find('Socket')?.signature).toMatch(/^new Socket\(family: .*fileno\?: number\)$/)
    expect(find('Socket.recvfrom')?.errors).toContain('ECONNRESET')
    expect(find('Socket.tryRecv')?.errors).not.toContain('EAGAIN')
  })

  test('what waits is a call', () => {
    const names = new Set(calls.map(({ name }) => name))
    for (const name of Object.keys(WAITS)) expect(names, name).toContain(name)
  })

  test('heads of declarations, whatever stands in them', () => {
    expect(
      readSignature('add(\n  one: T,\n  { two }: { two?: number } = {},\n): void {\n  x\n}'),
    ).toBe('add(one: T, { two }: { two?: number } = {}): void')
    expect(readSignature('listener(): () => void {\n')).toBe('listener(): () => void')
  })

  test('comments', () => {
    expect(
      splitComment('\n * Ждёт. Waits, `x`. Errors: EAI_AGAIN, EPIPE. read(2).\n '),
    ).toMatchObject({ summary: 'Ждёт.', errors: ['EAI_AGAIN', 'EPIPE'], manuals: ['read(2)'] })
  })
})

describe('the page', () => {
  const chapter = createChapter(
    `# Сервер\n\n${fence('ts file=a.ts', "import { Socket } from 'live-sockets'", 'listener.accept()')}`,
  )

  test('names each call, what it waits for and the chapter whose programs make it', () => {
    const page = renderReference(calls, [chapter], BARE) ?? ''
    expect(page).toContain('<dt id="Socket.accept"><code>accept(): Socket&lt;A></code></dt>')
    expect(page).toMatch(/Ждёт: клиента\..*<code>EMFILE<\/code>.*<code>accept\(2\)<\/code>/)
    expect(page).toMatch(/Socket\.accept[\s\S]*?Глава \d+<\/a>/)
    const accept = find('Socket.accept') as (typeof calls)[number]
    expect(findExplaining(accept, [chapter])).toBe(chapter)
    expect(findExplaining({ ...accept, name: 'listen' }, [chapter])).toBeUndefined()
  })

  test('the chapter that is called after a call explains it, whoever makes it first', () => {
    const first = createChapter(`# Крайний срок\n\n${fence('ts file=a.ts', 'poll([])')}`)
    const own = createChapter(`# select и poll\n\n${fence('ts file=b.ts', 'poll([])')}`)
    expect(findExplaining(find('poll') as never, [first, own])).toBe(own)
    expect(findExplaining(find('poll') as never, [first])).toBe(first)
  })

  test('a method of another class counts where the program names that class', () => {
    const text = "import { Epoll } from 'live-sockets'"
    const others = createChapter(`# Иное\n\n${fence('ts file=a.ts', 'new Set().add(1)')}`)
    const pieces = [text, 'epoll.add(socket, EPOLLIN)'].map((line) => fence('ts file=b.ts', line))
    const own = createChapter(`# Epoll\n\n${pieces.join('\nИ дальше:\n\n')}`)
    const piped = createChapter(
      `# Канал\n\n${fence('ts file=c.ts', 'const [out, into] = pipe()', "into.write('x')")}`,
    )
    const all = [others, own, piped]
    const chapterOf = (anchor: string) => findExplaining(find(anchor) as never, all)
    expect(chapterOf('Epoll.add')).toBe(own)
    expect(chapterOf('PipeWriter.write')).toBe(piped)
    expect(chapterOf('Timerfd.set')).toBeUndefined()
  })

  test('is there only where the course has to do with sockets', () => {
    expect(usesSockets([chapter])).toBe(true)
    expect(usesSockets([createChapter('# Глава\n\nПроза.\n')])).toBe(false)
    expect(renderReference([], [chapter], BARE)).toBeUndefined()
  })

  test('is found by a search', () => {
    expect(readReference(calls)).toContainEqual(
      expect.objectContaining({
        address: 'reference.html#Socket.accept',
        heading: 'Socket.accept',
      }),
    )
  })
})
