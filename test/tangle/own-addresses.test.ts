import { expect, test } from 'vitest'
import { turnAddresses } from '../../src/tangle/own-addresses.ts'
import { tangle } from '../../src/tangle/tangle.ts'
import { fence, parseSound } from '../helpers/chapter.ts'
import { start } from '../helpers/command.ts'
import { makeCourse } from '../helpers/folder.ts'

const DIRNAME = '$' + '{import.meta.dirname}'

const WORKER = "import { Worker } from 'node:worker_threads'\n"

test.each([
  [
    "new Worker(new URL('./w.ts', import.meta.url))",
    "new Worker(new URL('./w.js', import.meta.url))",
  ],
  ['new URL(\n  "./w.ts",\n  import.meta.url\n)', 'new URL(\n  "./w.js",\n  import.meta.url\n)'],
  ["fork(import.meta.resolve('./w.ts'))", "fork(import.meta.resolve('./w.js'))"],
  ["join(import.meta.dirname, 'w.ts')", "join(import.meta.dirname, 'w.js')"],
  [`fork(\`${DIRNAME}/w.ts\`)`, `fork(\`${DIRNAME}/w.js\`)`],
  ["new URL('../05-глава/w.ts', import.meta.url)", "new URL('../05-глава/w.js', import.meta.url)"],
  ["new URL('./w.txt', import.meta.url)", "new URL('./w.txt', import.meta.url)"],
  ["console.log('./w.ts')", "console.log('./w.ts')"],
  ["import './w.ts'", "import './w.ts'"],
])('a thread’s address leads to what is compiled: %j', (text, turned) => {
  expect(turnAddresses(WORKER + text)).toBe(WORKER + turned)
  expect(turnAddresses(text)).toBe(text)
})

test.each([
  [
    'ts file=a.ts',
    "new Worker(new URL('./none.ts', import.meta.url))",
    'в главе нет программы none.ts',
  ],
  [
    'ts file=a.ts',
    "new Worker(new URL('./none.js', import.meta.url))",
    'в главе нет программы none.ts',
  ],
  ['ts file=a.ts', "new Worker('./a.ts')", '«./a.ts» ищут не рядом с программой'],
  ['ts file=a.ts', "fork('a.js')", '«a.js» ищут не рядом с программой'],
  ['ts check', "new Worker(new URL('./a.ts', import.meta.url))", 'рядом с проверками нет ./a.ts'],
])('what would not be found at run is refused at its place: %s %s', (info, line, fact) => {
  const own = fence('ts file=a.ts', 'run()')
  const { problems } = tangle([parseSound(`# T\n\n${own}\n${fence(info, 'run()', line)}`)])
  expect(problems.map((one) => [one.place.line, one.place.column])).toEqual([
    [9, line.search(/\.?\/?(?:none|a)\.[jt]s/) + 1],
  ])
  expect(problems[0]?.fact).toContain(fact)
})

test('threads and processes of Node’s own begin where the chapter names them', async () => {
  const chapters = await makeCourse({
    '01-a.md': [
      '# A\n',
      fence('ts file=w.ts', "console.log('поток')"),
      fence('ts file=c.ts', "console.log('процесс')"),
      fence(
        'ts file=main.ts',
        "import { fork } from 'node:child_process'",
        "import { once } from 'node:events'",
        WORKER.trim(),
        "await once(new Worker(new URL('./w.ts', import.meta.url)), 'exit')",
        "await once(fork(new URL('./c.ts', import.meta.url)), 'exit')",
      ),
    ].join('\n'),
  })
  const { stdout, stderr } = await start('chapter', ['--chapters', chapters, '1', 'main.ts'])
  expect([stdout, stderr]).toEqual(['поток\nпроцесс\n', ''])
}, 60_000)
