import { expect, test } from 'vitest'
import { tangle } from '../../src/tangle/tangle.ts'
import { complaints, fence, parseSound } from '../helpers/chapter.ts'

test('a file that a chapter declares is just what stands in it, in all folders of its programs', () => {
  const chapter = parseSound(
    [
      '# Г',
      '',
      fence('ts file=a.ts', 'x'),
      fence('txt file=request.txt', 'GET / HTTP/1.1', ''),
      fence('text file=request.txt', 'и ещё'),
      fence('json file=data.json', '{"a": 1}'),
      fence('diff mutant=m breaks="y"', '-x', '+y'),
    ].join('\n'),
  )
  const { chapters, problems } = tangle([chapter])
  expect(problems).toEqual([])
  const data = chapters[0]?.files.filter(({ role }) => role === 'data')
  expect(data?.map(({ path, text }) => [path, text])).toEqual([
    ['request.txt', 'GET / HTTP/1.1\n\nи ещё\n'],
    ['data.json', '{"a": 1}\n'],
    ['mutant-m/request.txt', 'GET / HTTP/1.1\n\nи ещё\n'],
    ['mutant-m/data.json', '{"a": 1}\n'],
  ])
})

test.each([
  '../x.txt',
  '/tmp/x.txt',
  'x',
  '.env',
  'Data.json',
  'данные.txt',
  'a b.txt',
  'evidence.json',
  'tsconfig.json',
  'package.json',
  'a.js',
  'a.ts',
  'a.js.map',
  `${'a'.repeat(300)}.txt`,
])('«%s» is no name for a file', (name) => {
  expect(complaints(`# Г\n\n${fence(`txt file="${name}"`, 'x')}`)).toEqual([
    `3:8 «${name}» не годится в имя файла`,
  ])
})
