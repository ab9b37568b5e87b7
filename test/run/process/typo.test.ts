import { expect, test } from 'vitest'
import { askShell, readComplaint } from '../../../src/run/process/ask-shell.ts'
import { findMeantCommand } from '../../../src/run/process/typo.ts'

test.each([
  ['ecoh', 'echo'],
  ['ehco', 'echo'],
  ['echoo', 'echo'],
  ['pyhton3', 'python3'],
  ['crul', 'curl'],
  ['telent', 'telnet'],
  ['gti', 'git'],
  ['wiat', 'wait'],
  ['npn', 'npm'],
  ['nmp', 'npm'],
  ['CAT', 'cat'],
  ['Echo', 'echo'],
  // Cyrillic letters, wholly or in part; and the other layout of the keyboard.
  ['сат', 'cat'],
  ['eсho', 'echo'],
  ['сфе', 'cat'],
  ['усрщ', 'echo'],
  ['echoпривет', 'echo привет'],
  ['echo«да»', 'echo «да»'],
  ['sleep0.1', 'sleep 0.1'],
])('%s is a slip of the pen: %s', (typed, meant) => {
  expect(findMeantCommand(typed)).toBe(meant)
})

test.each(
  'nc ncat socat htop mtr redis-cli no-such-command frobnicate python3.99 gcc-99 clang15 lua5.4 привет'.split(
    ' ',
  ),
)('%s is not', (name) => {
  expect(findMeantCommand(name)).toBeUndefined()
})

test.each([
  ['/bin/sh: 1: nosuch: not found', 'nosuch'],
  ['sh: 3: exec: nosuch: not found', 'nosuch'],
  ['bash: line 1: nosuch: command not found', 'nosuch'],
  ['/bin/ash: nosuch: not found', 'nosuch'],
  ['timeout: failed to run command ‘nosuch’: No such file or directory', 'nosuch'],
  ["env: 'nosuch': No such file or directory", 'nosuch'],
  ['xargs: nosuch: No such file or directory', 'nosuch'],
  ['/bin/sh: 1: ./a.sh: not found', undefined],
  ['cat: nosuch: No such file or directory', undefined],
  ['nosuch: not found', undefined],
])('«%s» says what is missing: %s', (line, name) => {
  expect(readComplaint(line)).toBe(name)
})

test('the shell knows its own words, programs and what there is not', () => {
  expect(['cat', 'getopts', 'no-such-command', '-v'].map(askShell)).toEqual([
    'program',
    'shell',
    'nothing',
    'nothing',
  ])
})
