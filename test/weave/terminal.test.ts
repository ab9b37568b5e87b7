import { expect, test } from 'vitest'
import type { SceneResult } from '../../src/course/evidence.ts'
import { createChapter, createScenes, findAll, readText, renderText } from './sample.ts'

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

function play(change: (scene: SceneResult) => SceneResult = (scene) => scene): Promise<string> {
  return renderText(DIALOGUE, { scenes: createScenes(createChapter(DIALOGUE)).map(change) })
}

test('adjacent blocks are numbered terminals of one figure', async () => {
  const page = await play()
  expect(findAll(page, 'figure', 'scene')).toHaveLength(1)
  expect(findAll(page, 'p', 'bar').map(readText)).toEqual(['Терминал 1', 'Терминал 2'])
})

test('a prompt and what was typed at it stand on one row, the rest on rows of their own', async () => {
  const seen = readText((await play()).replace(/<span class="unseen">[^<]*<\/span>/g, ''))
  expect(seen).toContain(
    '$ npm run chapter 2 client.ts\nВведите строку: привет\nОтвет: ПРИВЕТ\nCtrl+D\n',
  )
})

test('commands, typed text, keys and output are told apart, by ear too', async () => {
  const page = await play()
  expect(page).toContain('команда: </span><kbd class="command">npm run chapter 2 client.ts</kbd>')
  expect(page).toContain('введено: </span><kbd class="typed">привет</kbd>')
  expect(page).toContain('нажато: </span><kbd class="key">Ctrl+D</kbd>')
  expect(page).toContain('<samp>Ответ: ПРИВЕТ</samp>')
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
  expect(page).toContain(
    'Слушает 127.0.0.1:<span class="varying" title="меняется от запуска к запуску">8080</span></samp>',
  )
  expect(readText(page)).toContain('подчёркнутое меняется от запуска к запуску')
  expect(await play()).not.toContain('varying')
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
    missing: 'telnet',
    transcripts: scene.transcripts.map((transcript) => ({ ...transcript, lines: [] })),
  }))
  expect(readText(page)).toContain('не запускалось: здесь нет программы telnet')
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
  expect(page).toContain('&lt;img src=x&gt;␛[1m')
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
  const titles = findAll(page, 'p', 'bar').map(readText)
  expect(titles).toEqual(['Терминал 1', 'Терминал 2', 'Терминал 1, продолжение'])
  expect(findAll(page, 'figure', 'scene')).toHaveLength(2)
})

test('a terminal that is alone has no number', async () => {
  const page = await renderText('# T\n\n```console\n$ ls\n```\n')
  expect(findAll(page, 'p', 'bar').map(readText)).toEqual(['Терминал'])
})
