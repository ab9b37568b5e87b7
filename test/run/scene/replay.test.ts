import { expect, test } from 'vitest'
import type { Transcript, TranscriptLine } from '../../../src/course/evidence.ts'
import type { Scene } from '../../../src/course/types.ts'
import { replay, showTranscripts } from '../../../src/run/scene/replay.ts'
import { fence, parseSound } from '../../helpers/chapter.ts'

const facts = {
  isPid: () => false,
  isPort: (port: number) => port >= 32_768 && port <= 60_999,
  isPortSoon: (port: number) => port >= 32_768 && port <= 60_999,
  isNamed: () => false,
}

function sceneOf(...blocks: readonly string[][]): Scene {
  const text = `# Глава\n\n${blocks.map((lines) => fence('console', ...lines)).join('\n')}`
  const [scene] = parseSound(text).scenes
  if (scene === undefined) throw new Error('the chapter has a scene')
  return scene
}

/** What the terminals of a scene printed: `$` and `>` as in a chapter, `\` at an end that is open. */
function printed(scene: Scene, ...terminals: readonly string[][]): Transcript[] {
  const blocks = scene.cells.flatMap(({ parts }) => parts.map(({ block }) => block))
  return terminals.map((rows, index) => ({
    terminal: index + 1,
    line: blocks[index]?.place.line ?? 0,
    lines: rows.map(readRow),
  }))
}

function readRow(row: string, at: number): TranscriptLine {
  const kind = row.startsWith('$ ') ? 'command' : row.startsWith('> ') ? 'typed' : 'output'
  const open = row.endsWith('\\')
  const text = (kind === 'output' ? row : row.slice(2)).replace(/\\$/, '')
  return { kind, text, open, at, varying: [] }
}

const SERVER = ['$ server', 'порт 40000', 'от 40001: привет']
const CLIENT = ['$ client', 'мой порт 40001', 'имя: \\', '> Анна', 'Анна']

test('a run that printed what the scene shows does not part from it', () => {
  const scene = sceneOf(SERVER, CLIENT)
  expect(replay(scene, printed(scene, SERVER, CLIENT), facts)).toBeUndefined()
})

test('a port may be another one, the same in every terminal', () => {
  const scene = sceneOf(SERVER, CLIENT)
  const rename = (rows: string[], port: string) => rows.map((row) => row.replace('40001', port))
  const same = printed(scene, rename(SERVER, '50001'), rename(CLIENT, '50001'))
  expect(replay(scene, same, facts)).toBeUndefined()
  const other = printed(scene, rename(SERVER, '50001'), rename(CLIENT, '50002'))
  expect(replay(scene, other, facts)?.script.terminal).toBe(2)
})

test.each([
  ['a line that is another', ['$ client', 'нет']],
  ['a line too many', ['$ client', 'да', 'и ещё']],
  ['a line too few', ['$ client']],
  ['a line end that is not there', ['$ client', 'да\\']],
])('%s: the place is told where it parts', (_what, rows) => {
  const scene = sceneOf(SERVER, ['$ client', 'да'])
  const divergence = replay(scene, printed(scene, SERVER, rows), facts)
  expect(divergence?.script.terminal).toBe(2)
  expect(divergence?.block.lines).toEqual(['$ client', 'да'])
})

test('the scene that shows a run has its output and its own commands and typed lines', () => {
  const scene = sceneOf(['$ client', 'старое', '> Анна', 'старое'])
  const shown = showTranscripts(scene, printed(scene, ['$ client', 'имя: \\', '> Анна', 'новое']))
  const items = shown.cells.flatMap(({ parts }) => parts.flatMap(({ block }) => block.items))
  expect(items.map(({ kind, text }) => [kind, text])).toEqual([
    ['command', 'client'],
    ['output', 'имя: '],
    ['typed', 'Анна'],
    ['output', 'новое'],
  ])
  expect(replay(shown, printed(scene, ['$ client', 'имя: \\', '> Анна', 'новое']), facts)).toBe(
    undefined,
  )
})
