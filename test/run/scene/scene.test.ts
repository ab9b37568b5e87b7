import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../../src/course/problem.ts'
import { runScene, type SceneEvent } from '../../../src/run/scene/scene.ts'
import { expectNoLeaks } from '../../check/harness/leaks.ts'
import { consoles, context, readScene } from '../chapter.ts'

expectNoLeaks()

async function run(...blocks: Parameters<typeof consoles>) {
  const result = await runScene(readScene(consoles(...blocks)), context)
  return { ...result, messages: result.problems.map(formatProblem).join('\n') }
}

const command = (file: string, ...args: string[]) =>
  ['$ npm run chapter 7', file, ...args].join(' ')

describe('a scene that shows what happens', () => {
  test('has a server that is stopped and a client that ends', async () => {
    const result = await run(
      `${command('server.ts')}
Сервер слушает 127.0.0.1:8080
Подключился клиент: 127.0.0.1:53102
Отключился клиент: 53102`,
      `${command('client.ts')}
Мой порт 53102
Введите строку: \\
> привет
Ответ: ПРИВЕТ`,
    )
    expect(result.messages).toBe('')
    const [server, client] = result.transcripts
    const port = client?.lines[1]?.text.replace('Мой порт ', '')
    expect(server?.lines[2]).toMatchObject({
      text: `Подключился клиент: 127.0.0.1:${port}`,
      varying: [{ start: 30, end: 35, what: 'port' }],
    })
    expect(client?.lines.map(({ kind, open }) => [kind, open])).toEqual([
      ['command', false],
      ['output', false],
      ['output', true],
      ['typed', false],
      ['output', false],
    ])
  })

  test('waits until a server listens, not until it says so', async () => {
    const { messages } = await run(
      `${command('early.ts')}\nСервер слушает`,
      `${command('fetch.ts')}\nответ`,
    )
    expect(messages).toBe('')
  })

  test('waits until a datagram socket is bound', async () => {
    const { messages } = await run(
      `${command('udp.ts')}\nжду датаграмму\nпривет от 40404`,
      `${command('datagram.ts')}\nшлю с порта 40404`,
    )
    expect(messages).toBe('')
  })

  test('types lines and ^D to a program that reads lines', async () => {
    const { messages } = await run(`${command('lines.ts')}
> раз
получено: раз
> два
получено: два
> ^D
конец ввода`)
    expect(messages).toBe('')
  })

  test('types lines one after another, each when the program waits again', async () => {
    const { messages } = await run(`$ cat
> раз
раз
> ^D`)
    expect(messages).toBe('')
  })

  test('types ^C', async () => {
    const { messages } = await run({
      info: 'exit=130',
      text: `${command('never.ts')}\nдумаю\n> ^C`,
    })
    expect(messages).toBe('')
  })

  test('shows a key in a difference as the chapter shows it', async () => {
    const { messages } = await run(`${command('polite.ts')}\nжду\n> ^C\nдругое`)
    expect(messages).toContain('\n  > ^C\n- другое\n+ ухожу')
  })

  test('lets a server answer ^C', async () => {
    const { messages } = await run(`${command('polite.ts')}\nжду\n> ^C\nухожу`)
    expect(messages).toBe('')
  })

  test('ends without a line end', async () => {
    const { messages } = await run(`${command('hello.ts')}\nHello from server!\\`)
    expect(messages).toBe('')
  })

  test('runs several commands in a terminal, as a shell does', async () => {
    const { messages, transcripts } = await run(`$ echo раз | tr р Р
Раз
$ PORT=9000 npm run chapter 7 environment.ts 'a b' "c"
лишнее: ничего
PORT=9000 TERM=dumb a b|c`)
    expect(messages).toBe('')
    expect(transcripts[0]?.lines).toHaveLength(5)
  })

  test('has outside programs', async () => {
    const { messages } = await run(
      `${command('server.ts')}
Сервер слушает 127.0.0.1:8080
Подключился клиент: 127.0.0.1:53102
Отключился клиент: 53102`,
      `$ python3 -c "import socket; s = socket.create_connection(('127.0.0.1', 8080)); s.sendall(input('> ').encode()); print(s.recv(100).decode())"
\\> \\
> hello
HELLO`,
    )
    expect(messages).toBe('')
  })

  test('has telnet, which echoes by itself', async () => {
    // Telnets differ in their status, and a machine may have none: then the scene is skipped.
    const { messages } = await run(
      command('greeter.ts'),
      `$ telnet 127.0.0.1 8080 || true
Trying 127.0.0.1...
Connected to 127.0.0.1.
Escape character is '^]'.
представьтесь
> Анна
привет, Анна
Connection closed by foreign host.`,
    )
    expect(messages).toBe('')
  })

  test('tells the key that begins a row from what is typed behind it, in a terminal that echoes', async () => {
    const program =
      "process.on('SIGINT', () => {}); process.stdin.on('data', (d) => console.log('[' + String(d).trim() + ']'))"
    const { messages } =
      await run(`$ stty echo; trap : INT; node -e "${program}"; read y; echo "<$y>"
> раз
[раз]
> ^C
> два
[два]
> ^C
> ^C
> три
[три]
> ^D
> четыре
<четыре>`)
    expect(messages).toBe('')
  })

  test('tells them apart also where the key does not come back', async () => {
    const program =
      "const lines = require('readline').createInterface(process.stdin, process.stdout); lines.on('SIGINT', () => {}); lines.on('line', (line) => console.log('[' + line + ']'))"
    const { messages } = await run(`$ node -e "${program}"
> ^C
> раз
[раз]
> ^C
> ^C
> два
[два]
> ^D`)
    expect(messages).toBe('')
  })

  test('leaves a telnet by its own key', async () => {
    const { messages } = await run(
      `${command('server.ts')}
Сервер слушает 127.0.0.1:8080
Подключился клиент: 127.0.0.1:53102
Отключился клиент: 53102`,
      `$ telnet 127.0.0.1 8080 || true
Trying 127.0.0.1...
Connected to 127.0.0.1.
Escape character is '^]'.
> ^]
telnet> \\
> quit
Connection closed.`,
    )
    expect(messages).toBe('')
  })

  test('says when a command has ended with a status and has printed nothing', async () => {
    const { messages } = await run('$ sh -c "exit 2"')
    expect(messages).toContain('статусом 2, ожидали 0; она ничего не напечатала')
  })

  test('tells what happens while it happens', async () => {
    const events: SceneEvent[] = []
    const scene = readScene(consoles(`${command('say.ts', 'раз')}\nраз`))
    await runScene(scene, { ...context, onEvent: (event) => events.push(event) })
    expect(events).toEqual([
      { terminal: 1, kind: 'command', text: 'npm run chapter 7 say.ts раз', open: false },
      { terminal: 1, kind: 'output', text: 'раз', open: false },
    ])
  })

  test('goes on across the prose', async () => {
    const body = `\`\`\`console scene=a terminal=1
${command('server.ts')}
Сервер слушает 127.0.0.1:8080
\`\`\`

Теперь клиент.

\`\`\`console scene=a terminal=1
Подключился клиент: 127.0.0.1:53102
\`\`\`

\`\`\`console scene=a terminal=2
${command('client.ts')}
Мой порт 53102
Введите строку: \\
\`\`\`

Введём строку.

\`\`\`console scene=a terminal=2
> привет
Ответ: ПРИВЕТ
\`\`\`

\`\`\`console scene=a terminal=1
Отключился клиент: 53102
\`\`\``
    const result = await runScene(readScene(body), context)
    expect(result.problems).toEqual([])
    expect(result.transcripts.map(({ line, lines }) => [line, lines.length])).toEqual([
      [3, 2],
      [10, 1],
      [27, 1],
      [14, 3],
      [22, 2],
    ])
  })

  test('may show process numbers that only lived for a moment', async () => {
    const { messages, transcripts } = await run(
      `${command('pids.ts')}\nродитель 4711\nребёнок 4712 родителя 4711`,
    )
    expect(messages).toBe('')
    expect(transcripts[0]?.lines[2]?.varying.map(({ what }) => what)).toEqual(['pid', 'pid'])
  })

  test('may show lines in any order', async () => {
    const { messages } = await run({
      info: 'unordered',
      text: `${command('workers.ts', '2 1 3')}
работник 1 4711
работник 2 4712
работник 3 4713
все закончили`,
    })
    expect(messages).toBe('')
  })

  test('may show durations that are about right', async () => {
    const { messages } = await run({
      info: 'tolerance=20%',
      text: `${command('say.ts', "'клиент 1: 110 мс'", "'клиент 2: 0,21 с'")}
клиент 1: 100 мс
клиент 2: 200 мс`,
    })
    expect(messages).toBe('')
  })
})

describe('a scene that shows something else', () => {
  test('is told by its first different line, with a difference', async () => {
    const { messages } = await run(`${command('say.ts', 'раз', 'два', 'три')}\nраз\nдвое\nтри`)
    expect(messages).toMatchInlineSnapshot(`
      "chapters/07-test.md:6:1 — терминал 1 напечатал не то, что показано (- в главе, + на самом деле):
        $ npm run chapter 7 say.ts раз два три
        раз
      - двое
      + два
        три
        Исправьте программу или блок; \`npm run bless 7\` запишет в главу настоящий вывод."
    `)
  })

  test('differs only in which of two ports answered', async () => {
    const shown = 'первый 40001, второй 40002\nответил 40002'
    expect((await run(`${command('twins.ts', '1')}\n${shown}`)).messages).toBe('')
    const { messages } = await run(`${command('twins.ts', '0')}\n${shown}`)
    expect(messages).toMatchInlineSnapshot(`
      "chapters/07-test.md:6:1 — терминал 1 напечатал не то, что показано (- в главе, + на самом деле):
        $ npm run chapter 7 twins.ts 0
        первый 40001, второй 40002
      - ответил 40002
      + ответил 40001
        Исправьте программу или блок; \`npm run bless 7\` запишет в главу настоящий вывод."
    `)
  })

  test('has D, D, D instead of D, 2D, 3D', async () => {
    const { problems } = await run({
      info: 'tolerance=20%',
      text: `${command('say.ts', "'100 мс'", "'100 мс'", "'100 мс'")}\n100 мс\n200 мс\n300 мс`,
    })
    expect(problems.map(({ place }) => place.line)).toEqual([6])
  })

  test('has a line too many', async () => {
    const { problems, messages } = await run(`${command('say.ts', 'раз', 'два')}\nраз`)
    expect(problems.map(({ place }) => place.line)).toEqual([5])
    expect(messages).toContain('+ два')
  })

  test('has a line too few', async () => {
    const { problems, messages } = await run(`${command('say.ts', 'раз')}\nраз\nдва`)
    expect(problems.map(({ place }) => place.line)).toEqual([6])
    expect(messages).toContain('- два')
  })

  test('shows a line end that is not there', async () => {
    const { messages } = await run(`${command('hello.ts')}\nHello from server!`)
    expect(messages).toContain('- Hello from server!\n+ Hello from server!\\')
  })

  test('has another order of lines that are in order', async () => {
    const { problems } = await run(`${command('say.ts', 'раз', 'два')}\nдва\nраз`)
    expect(problems.map(({ place }) => place.line)).toEqual([5])
  })

  test('has one name for two processes', async () => {
    const { problems } = await run({
      info: 'unordered',
      text: `${command('workers.ts', '1 2')}\nработник 1 4711\nработник 2 4711\nвсе закончили`,
    })
    expect(problems).toHaveLength(1)
  })

  test('differs in one terminal while another waits to be typed to', async () => {
    const { problems } = await run(
      `${command('server.ts')}\nСервер слушает 127.0.0.1:8080\nЗвонок: 53102`,
      `${command('client.ts')}\nМой порт 53102\nИмя: \\\n> привет`,
    )
    expect(problems.map(({ place }) => place.line)).toEqual([6])
  })

  test('has a program that ends before the line is typed', async () => {
    const { messages } = await run(`${command('say.ts', 'раз')}\nраз\n> два`)
    expect(messages).toContain('chapters/07-test.md:6:1')
    expect(messages).toMatch(/закончилась( раньше, чем ей ввели|, не прочитав) «два»/)
  })

  test('has a program that crashes after it has printed everything', async () => {
    const { messages } = await run(`${command('crash.ts')}\nвсё напечатано`)
    expect(messages).toMatchInlineSnapshot(`
      "chapters/07-test.md:4:1 — команда «npm run chapter 7 crash.ts» закончилась со статусом 1, ожидали 0
        Исправьте программу. Если так и задумано, напишите у блока exit=1."
    `)
  })

  test('has a command before the last one that fails: what stands there already is not advised', async () => {
    const text = `${command('crash.ts')}\nвсё напечатано\n${command('say.ts', 'раз')}\nраз`
    const { messages } = await run({ info: 'exit=1', text })
    expect(messages).toMatchInlineSnapshot(`
      "chapters/07-test.md:4:1 — команда «npm run chapter 7 crash.ts» закончилась со статусом 1, ожидали 0
        Исправьте программу. Если так и задумано, пусть она стоит в блоке последней (exit=1 у блока — о ней) или допишите к ней «; true»."
    `)
    expect((await run(text)).messages).toContain('пусть она стоит в блоке последней или допишите')
    const shown = { info: 'exit=1', text: `${command('crash.ts')}\nничего\n${command('say.ts')}` }
    expect((await run(shown)).messages).not.toContain('bless')
  })

  test.each([
    ['at once', '$ yes'],
    ['by and by', '$ while true; do echo y; sleep 0.2; done'],
    ['in one line', "$ yes y | tr -d '\\n'"],
    ['much', '$ seq 10000000'],
  ])(
    'prints without end, %s: nobody is sent to bless',
    async (_, line) => {
      const { messages } = await run({ info: 'limit=3', text: `${line}\ny` })
      expect(messages).not.toContain('bless')
      expect(messages).toMatch(/Программа всё ещё печатает|сцена не закончилась|напечатала больше/)
    },
    20_000,
  )

  test.each(['./say.ts', 'src/say.ts', 'say.js', 'Say.ts'])(
    'names its program in a way that would not do: %s, and that is one slip',
    async (word) => {
      const { problems } = await run(`$ npm run chapter 7 ${word} раз\nраз`)
      expect(problems.length).toBe(1)
      expect(problems[0]?.fact).toContain('не имя программы')
      expect(problems[0]?.remedy).toBe('Пишите: npm run chapter 7 say.ts.')
      expect(problems[0]?.place.line).toBe(4)
    },
  )

  test('leaves a whole folder: that is one slip, and no news where it has failed already', async () => {
    const line = '$ mkdir "$TMPDIR/d" && cd "$TMPDIR/d" && touch 1 2 3 && echo раз'
    const facts = async (shown: string) =>
      (await run(`${line}\n${shown}`)).problems.map((p) => p.fact)
    expect(await facts('раз')).toEqual([
      'после сцены осталась временная папка «d», файлов в ней: 3',
    ])
    expect(await facts('два')).toEqual([expect.stringContaining('напечатал не то')])
  })

  test('has a program that does not end', async () => {
    const { messages } = await run({ info: 'limit=1', text: `${command('never.ts')}\nдумаю` })
    expect(messages).toMatchInlineSnapshot(`
      "chapters/07-test.md:4:1 — сцена не закончилась за 1 с
      терминал 1: команда «npm run chapter 7 never.ts» (строка 4): ждали, что программа начнёт слушать, соединится или закончится; напечатано:
        думаю
        Исправьте программу или дайте сцене больше времени: limit=СЕКУНДЫ у одного из её блоков."
    `)
  })

  test('has a server that never becomes ready', async () => {
    const { messages } = await run(
      { info: 'limit=1', text: `${command('never.ts')}\nдумаю` },
      `${command('fetch.ts')}\nответ`,
    )
    expect(messages).toMatchInlineSnapshot(`
      "chapters/07-test.md:4:1 — сцена не закончилась за 1 с
      терминал 1: команда «npm run chapter 7 never.ts» (строка 4): ждали, что программа начнёт слушать, соединится или закончится; напечатано:
        думаю
      терминал 2: ещё ничего не запущено
        Исправьте программу или дайте сцене больше времени: limit=СЕКУНДЫ у одного из её блоков."
    `)
  })

  test('has a program that prints not all and does not end', async () => {
    const { messages } = await run({
      info: 'limit=1',
      text: `${command('never.ts')}\nдумаю\nпридумал`,
    })
    expect(messages).toMatchInlineSnapshot(`
      "chapters/07-test.md:6:1 — сцена не закончилась за 1 с
      терминал 1: команда «npm run chapter 7 never.ts» (строка 4): ждали строку «придумал» (строка 6); напечатано:
        думаю
        Исправьте программу или дайте сцене больше времени: limit=СЕКУНДЫ у одного из её блоков."
    `)
  })

  test('has a program that prints 100 MB', async () => {
    const before = process.memoryUsage().rss
    const { messages } = await run(`${command('flood.ts')}\nx`)
    expect(messages).toContain('chapters/07-test.md:5:1')
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })

  test('has a program that prints one endless line', async () => {
    // A megabyte through a terminal takes its time where others work too.
    const { messages } = await run({ info: 'limit=60', text: "$ yes x | tr -d '\\n'\nxy" })
    expect(messages).toContain('напечатала больше 1024 КиБ и остановлена')
  }, 90_000)

  test('names a program of the course that does not exist', async () => {
    const scene = readScene(consoles(`${command('nowhere.ts')}\nраз`))
    const { problems } = await runScene(scene, { ...context, resolveProgram: () => undefined })
    expect(problems.map(({ fact }) => fact)).toEqual(['в главе 7 нет программы nowhere.ts'])
  })
})

describe('what a scene leaves behind', () => {
  test('a program that ignores SIGTERM', async () => {
    const { messages } = await run(`${command('stubborn.ts')}\nне уйду`)
    expect(messages).toContain('chapters/07-test.md:4:1')
    expect(messages).toContain('не завершился ни по Ctrl+C, ни по SIGTERM')
    expect(messages).toContain('stubborn.js», он держит порт 8080')
  })

  test('a grandchild that holds the port', async () => {
    const { messages } = await run(`${command('abandon.ts')}\nя закончил`)
    expect(messages).toContain('chapters/07-test.md:4:1')
    expect(messages).toMatch(/остался её процесс \d+ «.*holder\.js», он держит порт 8080/)
  })

  test.each(['setsid -f sleep 301', 'echo; sleep 301 &'])(
    'a process that outlives its command, every time: %s',
    async (line) => {
      // The end of the command races with its child, which must not die by chance.
      for (let turn = 0; turn < 5; turn++) {
        const shown = line.startsWith('echo') ? '\n' : ''
        const { messages } = await run(`$ ${line}${shown}`)
        expect(messages).toMatch(/остался её процесс \d+ «sleep 301»/)
      }
    },
  )

  test('a scene that is ended early', async () => {
    const abort = new AbortController()
    const scene = readScene(consoles(`${command('never.ts')}\nдумаю`))
    const onEvent = ({ kind }: SceneEvent) => {
      if (kind === 'output') abort.abort()
    }
    const running = runScene(scene, { ...context, onEvent, signal: abort.signal })
    await expect(running).rejects.toThrow('aborted')
  })
})

describe('a scene with a command that is not installed', () => {
  const scene = readScene(consoles('$ no-such-command --help\nпомощь'))

  test('is skipped and says which', async () => {
    const ci = process.env.CI
    process.env.CI = ''
    expect(await runScene(scene, context)).toMatchObject({
      status: 'skipped',
      missing: 'команды no-such-command',
    })
    process.env.CI = 'true'
    expect((await runScene(scene, context)).problems[0]?.fact).toContain(
      'нет команды no-such-command',
    )
    if (ci === undefined) delete process.env.CI
    else process.env.CI = ci
  })

  test('is not one whose complaint a program has only printed', async () => {
    const printed = await run(`${command('say.ts', "'sh: 1: zzqq: not found'")}\nдругое`)
    expect(printed.status).toBe('failed')
    expect(printed.messages).toContain('+ sh: 1: zzqq: not found')
  })

  test.each([
    ['сат /etc/hostname', 'Может быть, cat?'],
    ['echoпривет', 'Может быть, echo привет?'],
    ['sleep0.1; echo да', 'Может быть, sleep 0.1?'],
    ['npn run chapter 7 say.ts', 'Может быть, npm?'],
    ['привет', 'имена команд пишут латиницей'],
  ])('is no such scene where it is a slip of the pen: %s', async (line, meant) => {
    const result = await run(`$ ${line}\nда`)
    expect(result.status).toBe('failed')
    expect(result.messages).toContain(meant)
  })
})
