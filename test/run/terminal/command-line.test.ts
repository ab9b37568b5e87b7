import { expect, test } from 'vitest'
import { findMissingCommand, isSimpleCommand } from '../../../src/run/process/missing-command.ts'
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

test.each([
  ['printf "a | missing" | cat', undefined],
  ['printf "привет\\n" | missing-nc -N 127.0.0.1 8080', 'missing-nc'],
  ['A=1 missing-env', 'missing-env'],
  ['cat a.txt && missing-then', 'missing-then'],
  ['while true; do missing-loop; done', 'missing-loop'],
  ['/no/such/file', '/no/such/file'],
  ['cd /tmp; pwd', undefined],
  ['cat a.txt 2>&1', undefined],
  ['cat a.txt >&2 && true', undefined],
  ['cat a.txt >/dev/null 2>&1 | cat', undefined],
  ['cat a.txt &>/dev/null', undefined],
  ['cat <&3', undefined],
  ['cat <&- >> file', undefined],
  ['2>/dev/null missing-behind a', 'missing-behind'],
  ['> file missing-then', 'missing-then'],
  ['cat a.txt 2>&1 | missing-tee', 'missing-tee'],
  ['cat a.txt 2>&1 & missing-beside', 'missing-beside'],
  ['missing-1 2>&1', 'missing-1'],
])('in «%s» %s is missing', (line, missing) => {
  expect(findMissingCommand(line)).toBe(missing)
})

test.each([
  ['cat a', true],
  ["cat 'a;b'", true],
  ['cat a > b', false],
  ['cat a | cat', false],
  ['echo a', false],
])('«%s» is one outside command: %s', (line, simple) => {
  expect(isSimpleCommand(line)).toBe(simple)
})
