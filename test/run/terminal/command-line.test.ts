import { expect, test } from 'vitest'
import { parseCommandLine } from '../../../src/run/terminal/command-line.ts'

const node = `${process.execPath} --enable-source-maps`
const resolve = (chapter: number, file: string) =>
  file === 'none.ts' ? undefined : `/build/${chapter}/${file.replace('.ts', '.js')}`

test.each([
  ['npm run chapter 2 server.ts', `exec ${node} /build/2/server.js`],
  ['PORT=9000 npm run chapter 2 server.ts', `PORT=9000 exec ${node} /build/2/server.js`],
  ["A='b c' npm run chapter 2 a.ts 'x y'", `A='b c' exec ${node} /build/2/a.js 'x y'`],
  ['npm run chapter 2 a.ts -- --flag', `exec ${node} /build/2/a.js --flag`],
  ['echo привет | npm run chapter 4 client.ts', `echo привет | ${node} /build/4/client.js`],
  ['cat /etc/hosts', 'exec cat /etc/hosts'],
  ['cd /tmp', 'cd /tmp'],
  ['sleep 1; true', 'sleep 1; true'],
])('%s', (text, line) => {
  expect(parseCommandLine(text, resolve).argv).toEqual(['/bin/sh', '-c', line])
})

test('a program with a space in its path', () => {
  const { argv } = parseCommandLine('npm run chapter 2 a.ts', () => "/a b/it's.js")
  expect(argv[2]).toBe(`exec ${node} '/a b/it'\\''s.js'`)
})

test('a program that does not exist', () => {
  expect(parseCommandLine('npm run chapter 2 none.ts', resolve).unknown).toEqual([
    { chapter: 2, file: 'none.ts' },
  ])
})

test('a file of the chapter is printed', () => {
  const find = (_: number, file: string) => `/build/${file}`
  expect(parseCommandLine('npm run -s chapter 2 a.txt | cat', find).argv[2]).toBe(
    'cat /build/a.txt | cat',
  )
})

test.each([
  ['f() { echo a; }; f', 'f() { echo a; }; f'],
  ['getopts a b', 'getopts a b'],
  ['hash', 'hash'],
  ['no-such-command a', 'no-such-command a'],
  ['cat a # b', 'cat a # b'],
  ["cat 'a;b'", "exec cat 'a;b'"],
  ['cat a > b', 'cat a > b'],
  ['A=1 cat a', 'A=1 exec cat a'],
])('«%s»: the shell is asked what it knows', (text, line) => {
  expect(parseCommandLine(text, resolve).argv[2]).toBe(line)
})
