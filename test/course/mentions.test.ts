import { expect, test } from 'vitest'
import { listMentions } from '../../src/course/mentions.ts'
import { fence, parseSound } from '../helpers/chapter.ts'

const mentions = listMentions(
  parseSound(
    [
      '# Г',
      '',
      'Проза говорит 41000 и /tmp/prose.',
      fence('ts file=a.ts', 'listen(40_000) // http://host/page', "open('/tmp/chat-' + 1)"),
      fence('ts check', "test('x', () => expect(50000))"),
      fence('console', '$ cat /etc/app/b.conf 45000', 'порт 43210, /tmp/printed'),
      fence('txt file=c.txt', '47000'),
      fence('text', '49000'),
    ].join('\n'),
  ).blocks,
)

test('numbers are those of code, commands and files, not of prose, output and checks', () => {
  expect(mentions.numbers).toEqual([40_000, 1, 45_000, 47_000])
})

test('paths are absolute ones, each with its folder; an address is none', () => {
  expect(mentions.paths).toEqual(['/tmp/chat-', '/tmp', '/etc/app/b.conf', '/etc/app'])
})

test('a name whose end is made at run time is known by its beginning', () => {
  expect(mentions.beginnings).toEqual(['chat-'])
})

test('what a breakage adds is no end of the line before it', () => {
  const lines = ["-import x from 'node:net'", "+import x from 'node:http'"]
  const raw = [
    '# Г',
    '',
    fence('ts file=a.ts', "import x from 'node:net'"),
    fence('diff mutant=a breaks="б"', ...lines),
  ]
  expect(listMentions(parseSound(raw.join('\n')).blocks).beginnings).toEqual([])
})

test('a word without end is read in no time', () => {
  const blocks = parseSound(
    ['# Г', '', fence('txt file=a.txt', 'x'.repeat(200_000))].join('\n'),
  ).blocks
  const start = performance.now()
  expect(listMentions(blocks).beginnings).toEqual([])
  expect(performance.now() - start).toBeLessThan(2000)
})
