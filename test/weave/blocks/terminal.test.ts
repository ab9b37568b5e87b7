import { expect, test } from 'vitest'
import type { SceneResult } from '../../../src/course/evidence.ts'
import { fence } from '../../helpers/chapter.ts'
import { createChapter, createScenes, findAll, readText, renderText } from '../sample.ts'

const DIALOGUE = `# T

\`\`\`console
$ npm run chapter 2 server.ts
Слушает 127.0.0.1:8080
\`\`\`

\`\`\`console
$ npm run chapter 2 client.ts
Введите строку: \\
> привет
Ответ: ПРИВЕТ
> ^D
\`\`\`
`

function readTitles(page: string): string[] {
  return Array.from(
    page.matchAll(/class="terminal"[^>]*><p>(.*?)<\/p>/g),
    ([, title = '']) => title,
  )
}

function play(change: (scene: SceneResult) => SceneResult = (scene) => scene): Promise<string> {
  return renderText(DIALOGUE, { scenes: createScenes(createChapter(DIALOGUE)).map(change) })
}

test('adjacent blocks are numbered terminals of one figure', async () => {
  const page = await play()
  expect(findAll(page, 'figure', 'scene')).toHaveLength(1)
  expect(readTitles(page)).toEqual(['Терминал 1', 'Терминал 2'])
})

test('a prompt and what was typed at it stand on one row, the rest on rows of their own', async () => {
  const seen = readText(await play())
  expect(seen).toContain(
    'npm run chapter 2 client.ts\nВведите строку: привет\nОтвет: ПРИВЕТ\nCtrl+D\n',
  )
})

test('commands, typed text, keys and output are told apart', async () => {
  const page = await play()
  expect(page).toContain('<kbd class="command">npm run chapter 2 client.ts</kbd>')
  expect(page).toContain('<kbd>привет</kbd>')
  expect(page).toContain('<kbd class="key">Ctrl+D</kbd>')
  expect(page).toContain('</kbd>\nОтвет: ПРИВЕТ\n')
})

test('an empty line that was typed is the key that typed it', async () => {
  const page = await renderText(fence('console', '$ cat', '> ', '> да', 'да'))
  expect(page).toContain('<kbd class="key">Enter</kbd>\n<kbd>да</kbd>')
})

test('the page shows what was printed, not what the chapter says', async () => {
  const page = await play((scene) => ({
    ...scene,
    transcripts: scene.transcripts.map((transcript) => ({
      ...transcript,
      lines: transcript.lines.map((line) => ({ ...line, text: line.text.replace('8080', '9090') })),
    })),
  }))
  expect(page).toContain('127.0.0.1:9090')
  expect(page).not.toContain('8080')
  expect(readText(page)).toContain('настоящий запуск, 412\u00A0мс')
})

test('what varies is marked where it stands, and explained', async () => {
  const varying = [{ start: 18, end: 22, what: 'port' as const }]
  const page = await play((scene) => ({
    ...scene,
    transcripts: scene.transcripts.map((transcript) => ({
      ...transcript,
      lines: transcript.lines.map((line) =>
        line.text.startsWith('Слушает') ? { ...line, varying } : line,
      ),
    })),
  }))
  expect(page).toContain('Слушает 127.0.0.1:<var class="port" tabindex="0">8080</var>')
  expect(readText(page)).toContain('подчёркнутое меняется от запуска к запуску')
  expect(await play()).not.toContain('<var')
})

test('without a run the chapter’s own text is shown and said to be so', async () => {
  const page = await renderText(DIALOGUE)
  expect(page).toContain('8080')
  expect(readText(page)).toContain('ещё не запускалось')
  expect(readText(page)).not.toContain('настоящий запуск')
})

test('a skipped scene names what is missing and shows the chapter’s text, not half a run', async () => {
  const page = await play((scene) => ({
    ...scene,
    status: 'skipped',
    missing: 'команды telnet',
    transcripts: scene.transcripts.map((transcript) => ({ ...transcript, lines: [] })),
  }))
  expect(readText(page)).toContain('не запускалось: здесь нет команды telnet')
  expect(page).toContain('8080')
  expect(readText(page)).not.toContain('настоящий запуск')
})

test('a failed scene says so, at its line, even when nothing was printed', async () => {
  const place = { file: 'f', line: 5, column: 1 }
  const problems = [{ place, fact: 'напечатано <другое>', remedy: '' }]
  const failed = { status: 'failed', problems } as const
  for (const more of [{}, { transcripts: [] }]) {
    const page = await play((scene) => ({ ...scene, ...failed, ...more }))
    expect(readText(page)).toContain('строка 5: напечатано <другое>')
    expect(readText(page)).not.toContain('настоящий запуск')
  }
})

test('HTML and control characters in output are shown, not obeyed', async () => {
  const page = await play((scene) => ({
    ...scene,
    transcripts: scene.transcripts.map((transcript) => ({
      ...transcript,
      lines: [
        { kind: 'output', text: '<img src=x>\u001B[1m', open: false, at: 0, varying: [] },
        { kind: 'command', text: '<img src=y>', open: false, at: 0, varying: [] },
        { kind: 'typed', text: '<img src=z>', open: false, at: 0, varying: [] },
      ],
    })),
  }))
  expect(page).not.toContain('<img')
  expect(page).toContain('&lt;img src=x>␛[1m')
})

test('a scene that goes on across the prose keeps its terminals’ numbers', async () => {
  const page = await renderText(
    [
      '# T',
      '```console scene=a terminal=1\n$ one\n```',
      'текст',
      '```console scene=a terminal=2\n$ two\n```',
      '```console scene=a terminal=1\nещё\n```',
    ].join('\n\n'),
  )
  const titles = readTitles(page)
  expect(titles).toEqual(['Терминал 1', 'Терминал 2', 'Терминал 1, продолжение'])
  expect(findAll(page, 'figure', 'scene')).toHaveLength(2)
})

test('a terminal that is alone has no number', async () => {
  const page = await renderText('# T\n\n```console\n$ ls\n```\n')
  expect(readTitles(page)).toEqual(['Терминал'])
})

test('turns that terminals took are numbered, at the row or within it', async () => {
  const times = [
    [0, 60],
    [70, 110, 115, 118, 130],
  ]
  const page = await play((scene) => ({
    ...scene,
    transcripts: scene.transcripts.map((transcript, index) => ({
      ...transcript,
      lines: [
        ...transcript.lines.map((line, at) => ({ ...line, at: times[index]?.[at] ?? 0 })),
        ...(index > 0 ? [] : [{ ...SAID, at: 112 }]),
      ],
    })),
  }))
  expect(page).toContain('<i>1</i><kbd class="command">npm run chapter 2 server.ts')
  expect(page).toContain('<i>2</i><kbd class="command">npm run chapter 2 client.ts')
  expect(page).toContain('<i>3</i>Клиент пришёл')
  expect(page).toContain('Введите строку: <i class="in">4</i><kbd>привет')
  expect(readText(page)).toContain('порядок событий')
})

const SAID = { kind: 'output', text: 'Клиент пришёл', open: false, varying: [] } as const
