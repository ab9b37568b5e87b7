import { expect, test } from 'vitest'
import { mayCall } from '../../../src/run/process/command-words.ts'

test.each([
  'zzqq',
  'zzqq -v; true',
  'echo да | zzqq',
  'echo да && zzqq',
  '(zzqq)',
  '{ zzqq; }',
  'echo $(zzqq)',
  'echo "вот $(zzqq -v)"',
  'echo `zzqq`',
  'X=1 zzqq',
  '2>/dev/null zzqq',
  '! zzqq',
  'if zzqq; then true; fi',
  'timeout 5 zzqq',
  'echo a | xargs -n1 zzqq a',
  "sh -c 'zzqq a'",
  "unshare -rn sh -c 'ip link set lo up; zzqq'",
  'exec zzqq',
])('«%s» calls it', (line) => {
  expect(mayCall(line, 'zzqq')).toBe(true)
})

test.each([
  'npm run chapter 7 say.ts "sh: 1: zzqq: not found"',
  "echo 'zzqq'",
  'echo "zzqq"',
  'echo zzqq',
  'zzqq2',
  'zzqq.sh',
  './zzqq',
  'cat < zzqq',
  "sh -c 'echo sh: 1: zzqq: not found'",
])('«%s» does not', (line) => {
  expect(mayCall(line, 'zzqq')).toBe(false)
})
