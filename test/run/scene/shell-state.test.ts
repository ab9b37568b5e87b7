import { expect, test } from 'vitest'
import { findLostState } from '../../../src/run/scene/shell-state.ts'
import { consoles, readScene } from '../chapter.ts'

const find = (...lines: string[]) => findLostState(readScene(consoles(lines.join('\n'))))

test.each([
  'X=привет',
  'X=1 Y=2',
  'export X=1',
  'umask 077',
  'set -- a b',
  'ulimit -n 20',
  'cd /tmp',
  'cd /tmp && pwd',
  'true; cd /tmp',
  '{ cd /tmp; pwd; }',
  'if true; then cd /tmp; fi',
  "alias да='echo да'",
  'unset HOME',
  "trap 'echo конец' EXIT",
  '. ./a.sh',
  'source a.sh',
  'eval cd /tmp',
  'f() { echo да; }',
  'f () { echo да; }',
  'read x < a.txt',
  'command cd /tmp',
  "'cd' /tmp",
  '\\cd /tmp',
  'cd /tmp > /dev/null',
  '> /dev/null cd /tmp',
  'exit',
  'exec echo да',
  'test -f a || exit 1',
])('«%s» may not stand before another command', (line) => {
  const [problem, ...others] = find(`$ ${line}`, '$ pwd')
  expect(others).toEqual([])
  expect(problem).toMatchObject({ place: { line: 4 } })
})

test.each([
  'X=1 printenv X',
  '(cd /tmp && pwd)',
  'echo "$(cd /tmp && pwd)"',
  'echo `cd /tmp; pwd`',
  'cd /tmp | cat',
  'echo a | read x',
  'echo a | { read x; echo "$x"; }',
  'echo a | while read x; do y=$x; done',
  '{ cd /tmp; pwd; } | cat',
  'cd /tmp & wait',
  'umask',
  'umask -S',
  'ulimit -n',
  'export -p',
  'command -v cd',
  'echo cd /tmp; echo X=1',
  "echo 'a; cd /tmp'",
  'echo "it\'s; cd /tmp"',
  'for i in 1 2; do echo "$i"; done',
  'case a in cd) echo да;; esac',
  'sh -c "cd /tmp; exit 1" || true',
  'echo да # ; cd /tmp',
  "awk 'NR > 1 {print $1}' a.txt",
  'echo "$((1+1))" 2>&1',
  'cd-rom || true',
  'printf да; echo " $?"',
])('«%s» leaves the shell as it was', (line) => {
  expect(find(`$ ${line}`, '$ pwd')).toEqual([])
})

test('what the last command of a terminal leaves behind nobody sees', () => {
  expect(find('$ pwd', '$ cd /tmp && pwd')).toEqual([])
  const scene = readScene(consoles('$ cd /tmp && pwd', '$ pwd'))
  expect(findLostState(scene)).toEqual([])
})

test('the variable of a loop, where it is asked for', () => {
  expect(find('$ for i in 1 2; do echo "$i"; done', '$ echo "$i"')).toHaveLength(1)
})

test('the status of the line before', () => {
  expect(find('$ false', '$ echo $?')).toMatchObject([{ place: { line: 5 } }])
  expect(find('$ false', "$ echo '$?'")).toEqual([])
})

test('the message says what to write', () => {
  expect(find('$ cd /tmp', '$ pwd')).toMatchObject([
    {
      fact: '«cd /tmp» меняет саму оболочку, а у каждой строки «$» она своя: следующая об этом не узнает, хотя у читателя узнала бы',
      remedy:
        'Пишите одной строкой: «cd /tmp && pwd»; а чтобы менялось только здесь — в скобках: «(cd /tmp)».',
    },
  ])
})
