import { describe, expect, test } from 'vitest'
import type { Transcript } from '../../../src/course/evidence.ts'
import type { Scene } from '../../../src/course/types.ts'
import { type Blessing, blessChapter } from '../../../src/run/bless/bless.ts'
import { recordScene } from '../../../src/run/scene/record.ts'
import { runScene } from '../../../src/run/scene/scene.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'
import { consoles, context, readScene, readTestChapter, writeChapter } from '../chapter.ts'

expectNoLeaks()

const facts = {
  isPid: (number: number) => number >= 10_000 && number < 20_000,
  isPort: (port: number) => port >= 32_768 && port <= 60_999,
  isPortSoon: (port: number) => port >= 32_768 && port <= 60_999,
  isNamed: () => false,
}

/** Blesses a chapter whose only scene printed these lines, terminal by terminal. */
function bless(source: string, ...printed: string[][]): string {
  const [scene] = readTestChapter(source).scenes
  if (scene === undefined) throw new Error('no scene')
  return blessChapter(source, [describeRun(scene, printed)])
}

function describeRun(scene: Scene, printed: string[][]): Blessing {
  const parts = scene.cells.flatMap((cell) => cell.parts)
  const transcripts = parts.map(({ terminal, block }, index): Transcript => {
    const actions = block.items.filter(({ kind }) => kind !== 'output')
    const lines = (printed[index] ?? []).map((text) => {
      const kind = actions.some((action) => action.text === text) ? actions[0]?.kind : 'output'
      return { kind: kind ?? 'output', text, open: false, at: 0, varying: [] }
    })
    return { line: block.place.line, terminal, lines }
  })
  return { scene, transcripts, facts }
}

describe('blessChapter()', () => {
  test('changes only the line that differs', () => {
    const source = writeChapter(`${consoles('$ a\nраз\nдва\nтри')}\n\nПроза.`)
    expect(bless(source, ['a', 'раз', '2', 'три'])).toBe(source.replace('два', '2'))
  })

  test('leaves a scene alone that is right under a renaming', () => {
    const source = writeChapter(consoles('$ a\nпорт 40001\nпроцесс 555', '$ b\nпорт 40001'))
    expect(bless(source, ['a', 'порт 50001', 'процесс 10007'], ['b', 'порт 50001'])).toBe(source)
  })

  test('writes down a number that nothing shows to be a port, however much it looks like one', () => {
    const source = writeChapter(consoles('$ a\nпорт 40001\nбайтов 40000\nпроцесс 555'))
    const [scene] = readTestChapter(source).scenes as [Scene]
    const run = describeRun(scene, [['a', 'порт 50001', 'байтов 50000', 'процесс 10007']])
    const isPort = (port: number) => port === 50_001
    const shown = { ...run.facts, isPort, isPortSoon: isPort }
    expect(blessChapter(source, [{ ...run, facts: shown }])).toBe(source.replace('40000', '50000'))
    const named = { ...run.facts, isNamed: (number: number) => number === 50_000 }
    expect(blessChapter(source, [{ ...run, facts: named }])).toBe(source.replace('40000', '50000'))
  })

  test('keeps the names of the chapter in new lines', () => {
    const source = writeChapter(consoles('$ a\nпорт 40001', '$ b\nничего'))
    const blessed = bless(source, ['a', 'порт 50001'], ['b', 'ответил 50001'])
    expect(blessed).toBe(source.replace('ничего', 'ответил 40001'))
  })

  test('takes all anew where the names of the chapter cannot hold', () => {
    const source = writeChapter(consoles('$ a\nпорт 40001\nпорт 40002', '$ b\nпорт 40001'))
    const blessed = bless(source, ['a', 'порт 50001', 'порт 50002'], ['b', 'порт 50002'])
    expect(blessed).toBe(writeChapter(consoles('$ a\nпорт 40001\nпорт 40002', '$ b\nпорт 40002')))
  })

  test('lines of the chapter that a stack names are named where they stand then', () => {
    const stack = (line: number) => `at main (07-test.md:${line}:9)`
    const first = consoles('$ a')
    const rest = (line: number) => ['Проза.', consoles(`$ b\n${stack(line)}`), 'throw'].join('\n\n')
    // The program stands behind both scenes.
    const source = writeChapter(`${first}\n\n${rest(14)}`)
    const [a, b] = readTestChapter(source).scenes as [Scene, Scene]
    const wrong = describeRun(a, [['a', 'раз', 'два', stack(14), 'at other (17-test.md:14:9)']])
    const right = describeRun(b, [['b', stack(14)]])
    expect(blessChapter(source, [wrong, right])).toBe(
      writeChapter(
        `${consoles(`$ a\nраз\nдва\n${stack(18)}\nat other (17-test.md:14:9)`)}\n\n${rest(18)}`,
      ),
    )
  })

  test('adds and removes lines', () => {
    const source = writeChapter(consoles('$ a\nраз\nдва\nтри'))
    expect(bless(source, ['a', 'два', 'три', 'четыре'])).toBe(
      writeChapter(consoles('$ a\nдва\nтри\nчетыре')),
    )
  })

  test('fills an empty block and empties a full one', () => {
    const empty = writeChapter(consoles('$ a'))
    const full = writeChapter(consoles('$ a\nраз'))
    expect(bless(empty, ['a', 'раз'])).toBe(full)
    expect(bless(full, ['a'])).toBe(empty)
  })

  test('keeps line ends and the byte order mark', () => {
    const source = `\uFEFF${writeChapter(consoles('$ a\nраз\nдва')).replaceAll('\n', '\r\n')}`
    expect(bless(source, ['a', 'раз', '2', '3'])).toBe(source.replace('два', '2\r\n3'))
  })

  test('keeps the order of an unordered block', () => {
    const source = writeChapter(consoles({ info: 'unordered', text: '$ a\nраз\nдва\nтри' }))
    expect(bless(source, ['a', 'три', 'раз', '2'])).toBe(source.replace('два', '2'))
  })

  test('escapes what would be read otherwise', () => {
    const source = writeChapter(consoles('$ a\nраз'))
    const blessed = bless(source, ['a', '$ раз', '> два', '```', 'C:\\'])
    expect(blessed).toBe(writeChapter(consoles('$ a\n\\$ раз\n\\> два\n\\```\nC:\\\\')))
    const [block] = readTestChapter(blessed).scenes[0]?.cells[0]?.parts ?? []
    expect(block?.block.items.map(({ text }) => text)).toEqual([
      'a',
      '$ раз',
      '> два',
      '```',
      'C:\\',
    ])
  })

  test('leaves durations within their tolerance', () => {
    const source = writeChapter(
      consoles({ info: 'tolerance=20%', text: '$ a\nпервый 100 мс\nвторой 200 мс' }),
    )
    const blessed = bless(source, ['a', 'первый 110 мс', 'второй 300 мс'])
    expect(blessed).toBe(source.replace('200', '300'))
  })
})

describe('recordScene()', () => {
  test('writes what a later run finds right', async () => {
    const source = writeChapter(
      consoles(
        '$ npm run chapter 7 server.ts\nчто-то',
        '$ npm run chapter 7 client.ts\n> привет\n',
      ),
    )
    const scene = readTestChapter(source).scenes[0] as Scene
    const { problems, transcripts, facts } = await recordScene(scene, context, 300)
    expect(problems).toEqual([])
    const blessed = blessChapter(source, [{ scene, transcripts, facts }])
    expect(blessed.replace(/\d{5}/g, 'PORT')).toBe(
      writeChapter(
        consoles(
          '$ npm run chapter 7 server.ts\nСервер слушает 127.0.0.1:8080\nПодключился клиент: 127.0.0.1:PORT\nОтключился клиент: PORT',
          '$ npm run chapter 7 client.ts\nМой порт PORT\nВведите строку: \\\n> привет\nОтвет: ПРИВЕТ',
        ),
      ),
    )
    const again = readTestChapter(blessed).scenes[0] as Scene
    expect((await runScene(again, context)).problems).toEqual([])
  })

  test('fills a block that goes on across the prose and shows nothing yet', async () => {
    const source = writeChapter(
      [
        consoles({ info: 'scene=a terminal=1', text: '$ npm run chapter 7 server.ts' }),
        'Проза.',
        consoles({ info: 'scene=a terminal=2', text: '$ npm run chapter 7 client.ts\n> привет' }),
        '```console scene=a terminal=1\n```',
      ].join('\n\n'),
    )
    const scene = readTestChapter(source).scenes[0] as Scene
    const { problems, transcripts, facts } = await recordScene(scene, context, 300)
    expect(problems).toEqual([])
    const blessed = blessChapter(source, [{ scene, transcripts, facts }])
    expect(blessed).toContain('console scene=a terminal=1\nПодключился клиент: 127.0.0.1:')
  })

  test('refuses what two runs do not reproduce', async () => {
    const scene = readScene(consoles('$ npm run chapter 7 random.ts'))
    const { problems } = await recordScene(scene, context, 300)
    expect(problems.map(({ fact }) => fact)).toEqual([
      expect.stringContaining('терминал 1: два прогона напечатали разное'),
    ])
  })

  test('refuses a status that is not declared', async () => {
    const { problems } = await recordScene(
      readScene(consoles('$ npm run chapter 7 crash.ts')),
      context,
      300,
    )
    expect(problems.map(({ fact }) => fact)).toEqual([
      'команда «npm run chapter 7 crash.ts» закончилась со статусом 1, ожидали 0',
    ])
  })

  test('refuses a program that does not end in time', async () => {
    const scene = readScene(consoles({ info: 'limit=1', text: '$ npm run chapter 7 never.ts' }))
    const { problems } = await recordScene(scene, context, 300)
    expect(problems[0]?.fact).toContain('сцена не закончилась')
  })

  test('refuses output that has no block', async () => {
    const scene = readScene(`\`\`\`console scene=a terminal=1
$ npm run chapter 7 server.ts
\`\`\`

Проза.

\`\`\`console scene=a terminal=2
$ nc -N 127.0.0.1 8080 </dev/null
\`\`\``)
    const { problems } = await recordScene(scene, context, 300)
    expect(problems.map(({ fact }) => fact)).toEqual([
      expect.stringContaining('терминал 1 напечатал «Подключился клиент'),
    ])
    expect(problems.map(({ place }) => place.line)).toEqual([9])
  })

  test('refuses what another version of Node would print otherwise', async () => {
    const scene = readScene(consoles({ info: 'exit=1', text: '$ npm run chapter 7 throws.ts' }))
    const { problems } = await recordScene(scene, context, 300)
    expect(problems.map(({ place, fact }) => [place.line, fact])).toEqual([
      [3, expect.stringMatching(/^строка «.*node:.*» говорит о самом Node/)],
    ])
  })

  test('reads from the system that a program waits, without a clock', async () => {
    const text = '$ npm run chapter 7 lines.ts\n> раз\n> два\n> три\n> четыре\n> ^D'
    const scene = readScene(consoles(text))
    // Silence would never do: whoever waits for it runs out of the scene's time.
    const { problems, transcripts } = await recordScene(scene, context, 1_000_000)
    expect(problems).toEqual([])
    expect(transcripts[0]?.lines.filter(({ kind }) => kind === 'output').length).toBeGreaterThan(3)
  })

  test('a scene that still prints what the chapter shows is played once, as fast as any', async () => {
    const ticking = 'setInterval(() => {}, 5); process.stdin.on("data", () => console.log("да"))'
    const typed = '\n> раз\nда'.repeat(4)
    const text = `$ echo начали; node -e '${ticking}'\nначали${typed}\n> ^C`
    const scene = readScene(consoles({ info: 'exit=130', text }))
    // Who waits for time to pass would be waited for before each typed line.
    expect((await recordScene(scene, context, 1_000_000)).problems).toEqual([])
  })

  test('a line that comes no more is not waited for until the scene is over', async () => {
    const text = '$ npm run chapter 7 lines.ts\nсовсем другое\n> раз\n> ^D'
    const scene = readScene(consoles({ info: 'limit=600', text }))
    const { problems, transcripts } = await recordScene(scene, context, 1000)
    expect(problems).toEqual([])
    expect(transcripts[0]?.lines.map(({ text }) => text)).not.toContain('совсем другое')
  })

  describe('where the output never pauses', () => {
    const endless = 'i=0; while true; do i=$((i+1)); echo тик $i; sleep 0.25; done'
    const info = 'limit=1 exit=130'

    test('a key is pressed after as many lines as the chapter shows', async () => {
      const source = writeChapter(consoles({ info, text: `$ ${endless}\nа\nб\n> ^C` }))
      const scene = readTestChapter(source).scenes[0] as Scene
      const recording = await recordScene(scene, context, 1000)
      expect(recording.problems).toEqual([])
      const blessed = blessChapter(source, [recording])
      expect(blessed).toBe(source.replace('а\nб\n', 'тик 1\nтик 2\n'))
      const again = readTestChapter(blessed).scenes[0] as Scene
      expect((await runScene(again, context)).problems).toEqual([])
    })

    test('so is a line typed', async () => {
      const text = `$ (while true; do echo тик; sleep 0.25; done) & read x; kill $!; echo "[$x]"\nа\n> раз\nб`
      const scene = readScene(consoles({ info: 'limit=1', text }))
      const { problems, transcripts } = await recordScene(scene, context, 1000)
      expect(problems).toEqual([])
      expect(transcripts[0]?.lines.slice(1).map(({ text }) => text)).toEqual([
        'тик',
        'раз',
        '[раз]',
      ])
    })

    test.each([
      [
        'its own',
        [`$ ${endless}\n> ^C`],
        'терминал 1 печатает без остановки: после какой строки нажать ^C',
        'столько строк',
      ],
      [
        'that of another',
        [
          `$ node -e "require('net').createServer().listen(0); setInterval(() => console.log('тик'), 50)"`,
          '$ read x\n> раз',
        ],
        'сцена печатает без остановки: когда ввести «раз» в терминале 2',
        'Сократите',
      ],
    ])(
      '%s, and the chapter shows no lines: that is refused',
      async (_, [first = '', ...others], fact, remedy) => {
        const scene = readScene(consoles({ info, text: first }, ...others))
        const { problems } = await recordScene(scene, context, 300)
        expect(problems).toEqual([
          {
            place: expect.anything(),
            fact: expect.stringContaining(fact),
            remedy: expect.stringContaining(remedy),
          },
        ])
      },
    )
  })

  test('waits for the answer to a command that shows nothing yet, as long as a timer has it', async () => {
    const server =
      "require('net').createServer((socket) => socket.on('data', () => setTimeout(() => { console.log('отвечаю'); socket.end('ответ') }, 900))).listen(8080, () => console.log('слушаю'))"
    const source = writeChapter(
      [
        consoles(
          { info: 'scene=a terminal=1', text: `$ node -e "${server}"` },
          { info: 'scene=a terminal=2', text: '$ echo раз | nc 127.0.0.1 8080' },
        ),
        'Проза.',
        consoles(
          { info: 'scene=a terminal=1', text: '' },
          { info: 'scene=a terminal=2', text: '$ echo всё' },
        ),
      ].join('\n\n'),
    )
    const recording = await recordScene(readTestChapter(source).scenes[0] as Scene, context, 300)
    expect(recording.problems).toEqual([])
    const lines = recording.transcripts.map(({ lines }) => lines.map(({ text }) => text).slice(1))
    expect(lines).toEqual([['слушаю', 'отвечаю'], [], ['ответ'], ['всё']])
  })

  test('waits for what a timer prints', async () => {
    const late =
      'setTimeout(() => console.log("поздно"), 200); process.stdin.once("data", () => process.exit())'
    const scene = readScene(consoles(`$ node -e '${late}'\n> раз`))
    const { problems, transcripts } = await recordScene(scene, context)
    expect(problems).toEqual([])
    expect(transcripts[0]?.lines.map(({ text }) => text).slice(1)).toEqual(['поздно', 'раз'])
  })

  test('tells output that begins with «> » from what is to be typed, and escapes it', async () => {
    const program = 'printf "раз\\n> два\\n> три\\n"'
    const source = writeChapter(consoles(`$ ${program}\nраз\n> два\n> три`))
    const scene = readTestChapter(source).scenes[0] as Scene
    const recording = await recordScene(scene, context, 300)
    expect(recording.problems).toEqual([])
    const blessed = blessChapter(source, [recording])
    expect(blessed).toBe(writeChapter(consoles(`$ ${program}\nраз\n\\> два\n\\> три`)))
    const again = readTestChapter(blessed).scenes[0] as Scene
    expect((await runScene(again, context)).problems).toEqual([])
  })

  test('a line that nobody prints is still typed to nobody', async () => {
    const { problems } = await recordScene(
      readScene(consoles('$ echo раз\nраз\n> два')),
      context,
      300,
    )
    expect(problems[0]?.fact).toMatch(/«два»/)
  })
})
