import { describe, expect, test } from 'vitest'
import { complaints, fence } from '../helpers/chapter.ts'

const chapter = (...lines: string[]) => complaints(['# Глава', '', ...lines, ''].join('\n'))

describe('a line that a person would take for a fence', () => {
  test.each([
    ['\u200B```console', 'U+200B'],
    ['\uFEFF```console', 'U+FEFF'],
    ['\u00A0```console', 'U+00A0'],
    ['\u2060~~~console', 'U+2060'],
    ['\uFF40\uFF40\uFF40console', 'U+FF40'],
    ['\u00B4\u00B4\u00B4console', 'U+00B4'],
    ['\uFF5E\uFF5E\uFF5Econsole', 'U+FF5E'],
    ['> \u200B```console', 'U+200B'],
    ['- \u200B```console', 'U+200B'],
    ['1. \u200B```console', 'U+200B'],
  ])('%j is refused at its place', (line, name) => {
    const [first = ''] = chapter(line, '$ true', line)
    expect(first).toMatch(/^3:\d+ строка похожа на ограждение, но им не стала/)
    expect(first).toContain(name)
  })

  test.each(["'''console", '"""ts check', '```console `x`'])('%j too', (line) => {
    expect(chapter(line, '$ true')[0]).toMatch(/^3:1 строка похожа на ограждение/)
  })
})

test('three backquotes within a line are code of a sentence', () => {
  expect(chapter('```const x = `1` ``` – и всё.')).toEqual([])
  expect(chapter('Слово ```код``` дальше.')).toEqual([])
})

describe('what nobody sees in the lines of a fence', () => {
  test.each([
    '```console\u00A0exit=1',
    '```\u200Bconsole',
    '```console\u200B',
    '``` \u00A0console',
  ])('%j', (line) => {
    const [first = '', ...more] = chapter(line, '$ true', '```')
    expect(first).toMatch(/^3:\d+ в строке ограждения стоит знак, которого не видно: U\+/)
    expect(more).toEqual([])
  })

  test('a closing line that does not close', () => {
    const lines = ['```text', 'a', '```\u200B', 'проза', '```text', 'b', '```']
    expect(chapter(...lines).join('\n')).toMatch(/^5:4 в строке ограждения/m)
    expect(chapter('```text', 'a', '\u00A0```', 'проза', '```')).toEqual([
      '5:1 в строке ограждения стоит знак, которого не видно: U+00A0',
    ])
  })
})

describe('the language', () => {
  test.each([
    'console{1}',
    '{.console}',
    '{console}',
    'typescript{1}',
    'ts{1,3-5}',
    'console,ignore',
    'console:title',
    'console;',
    '(console)',
    '.console',
    '#console',
    'console=1',
  ])('«%s» is spelt after another tool', (info) => {
    expect(chapter(fence(info, '$ true'))).toEqual([
      `3:1 язык «${info}» написан по правилам другой программы: такой блок никто не проверит`,
    ])
  })

  test.each(['\u0441onsole', '\u0441\u043Ens\u043El\u0435', 'текст', '\uFF43onsole'])(
    '«%s» is not written in Latin',
    (info) => {
      expect(chapter(fence(info, '$ true'))[0]).toMatch(/^3:1 язык «.*» написан не латиницей \(U\+/)
    },
  )

  test.each(['shellsession', 'bash-session', 'terminal', 'Shell-Session'])(
    '«%s» is a terminal that nobody runs',
    (info) => {
      expect(chapter(fence(info, '$ true'))[0]).toMatch(/^3:1 терминал «.*» никто не запускает$/)
    },
  )

  test.each(['', 'text', 'sh', 'bash', 'zsh', 'txt', 'output'])(
    'a command in a block «%s» would pass for a run',
    (info) => {
      const idle = fence(info, 'npm ci', '$ npm start', 'Готово')
      expect(chapter(idle)).toEqual(['5:1 терминал, который никто не запускает'])
      expect(chapter(fence(info, 'npm start', 'стоит $5'))).toEqual([])
    },
  )

  test.each([
    ['text', 'user@host:~$ ls'],
    ['sh', '[user@host ~]$ ls'],
    ['bash', '% ls'],
    ['bash', '\u276F ls'],
    ['zsh', '\u279C ~ ls'],
    ['powershell', 'PS C:\\Users> dir'],
    ['text', 'C:\\Users> dir'],
    ['python', '>>> 1 + 1'],
    ['text', '\u200B$ ls'],
    ['text', '    $ ls'],
    ['yaml', '$ ls'],
    ['http', '$ ls'],
    ['ini', '$ ls'],
    ['makefile', '$ ls'],
    ['sh', 'npm run chapter 3 a.ts\nГотово'],
    ['yaml', 'npm run -s chapter 3 a.ts\nГотово'],
  ])('in «%s» a terminal of nobody: %j', (info, text) => {
    expect(chapter(fence(info, ...text.split('\n')))).toEqual([
      '4:1 терминал, который никто не запускает',
    ])
  })

  test.each([
    ['bash', '# ls'],
    ['sh', 'npm run chapter 3 a.ts\nnpm run chapter 3 b.ts\n\n# и ещё\nX=1 npm start'],
    ['sh', "sh -c 'ip link set lo up\nnpm run chapter 3 a.ts'"],
    ['text', '> цитата\n> > и ещё\nпочта a@b.ru, 5 $ за штуку, 3 % годовых'],
    ['makefile', 'all:\n\t$(CC) a.c'],
    ['md', '$ ls'],
    ['http file=a.http', '$ ls'],
    ['php', '$x = 1'],
    ['tex', '$ x $'],
  ])('in «%s» no terminal: %j', (info, text) => {
    expect(chapter(fence(info, ...text.split('\n')))).toEqual([])
  })

  test.each(['c++', 'c#', 'f#', 'objective-c', 'asp.net', 'python3', 'Dockerfile', '~~~'])(
    'other languages are shown: %s',
    (info) => {
      expect(chapter(fence(info === '~~~' ? 'make' : info, 'x'))).toEqual([])
    },
  )

  test.each([
    'node',
    'deno',
    'ECMAScript',
    'ts-node',
    'typescriptreact',
    'vue',
    'nodejs',
    'ecma',
    'mts',
  ])('«%s» would escape the compiler', (info) => {
    expect(chapter(fence(info, 'x'))[0]).toMatch(/обошёл бы компилятор$/)
  })
})
