import { expect, test } from 'vitest'
import { complaints, fence, parse, parseSound } from '../helpers/chapter.ts'

test('the first heading is the title, without its markup', () => {
  expect(parseSound('Вступление\n\n# `accept()` и **очередь**\n\n# Ещё\n').title).toBe(
    'accept() и очередь',
  )
})

test('a chapter without heading is complained of, and so is an empty one', () => {
  expect(complaints('Просто текст\n')).toEqual(['1:1 у главы нет заголовка'])
  expect(complaints('')).toEqual(['1:1 у главы нет заголовка'])
  expect(complaints('## Второго уровня\n')).toEqual(['1:1 у главы нет заголовка'])
  expect(complaints('текст\n\n#\n')).toEqual(['3:1 у главы нет заголовка'])
})

test('a # inside a fence is no heading', () => {
  expect(complaints(fence('sh', '# Глава'))).toEqual(['1:1 у главы нет заголовка'])
})

test('a fence knows the line where it opens, whatever stands above', () => {
  const text = ['---', 'part: A', '---', '', '# Г', '', '> цитата', '', '- список', '  дальше', '']
  const { blocks } = parseSound([...text, fence('ts file=a.ts', 'one', '', 'three')].join('\n'))
  expect(blocks).toMatchObject([{ place: { line: 12, column: 1 }, lines: ['one', '', 'three'] }])
})

test.each([
  ['at the very end', '# Г\n\n```ts check\ncode', '3:1'],
  ['at the very end, with a line end', '# Г\n\n```ts check\ncode\n', '3:1'],
  ['with nothing in it', '# Г\n\n```ts check', '3:1'],
  ['bare', '# Г\n\n```', '3:1'],
  ['with fewer backticks at its end', '# Г\n\n````ts check\ncode\n```\n', '3:1'],
  ['closed by tildes', '# Г\n\n```ts check\ncode\n~~~\n', '3:1'],
  ['closed with words behind', '# Г\n\n```ts check\ncode\n``` конец\n', '3:1'],
])('a fence that is never closed is complained of where it opens: %s', (_name, text, place) => {
  expect(complaints(text)).toEqual([`${place} ограждение кода не закрыто`])
})

test('a fence that swallows the next one is complained of where it opens', () => {
  const text = `# Г\n\n\`\`\`ts file=a.ts\nconst a = 1\n\nПроза.\n\n${fence('console', '$ true')}`
  expect(complaints(text)).toEqual(['3:1 ограждение кода не закрыто'])
})

test('a longer fence may hold shorter ones, and they are not read', () => {
  const { blocks } = parseSound(`# Г\n\n\`\`\`\`md\n${fence('js', 'x')}\`\`\`\`\n`)
  expect(blocks).toMatchObject([{ kind: 'shown', language: 'md', place: { line: 3 } }])
})

test('indented code is complained of at its first sign', () => {
  expect(complaints('# Г\n\nтекст\n\n    const x = 1\n')).toEqual(['5:5 код сделан отступом'])
  expect(complaints('# Г\n\nтекст\n\n\tconst x = 1\n')).toEqual(['5:2 код сделан отступом'])
})

test.each([
  ['in a list', '# Г\n\n- пункт\n\n  ```ts check\n  x\n  ```\n', '5:3'],
  ['in a numbered list', '# Г\n\n1. пункт\n   ```ts check\n   x\n   ```\n', '4:4'],
  ['right behind the mark of a list', '# Г\n\n- ```ts check\n  x\n  ```\n', '3:1'],
  ['in a quotation', '# Г\n\n> ```ts check\n> x\n> ```\n', '3:1'],
  ['with a space before it', '# Г\n\n ```ts check\n x\n ```\n', '3:2'],
])('a fence must stand at the left margin: %s', (_name, text, place) => {
  expect(complaints(text)).toEqual([`${place} ограждённый код стоит не у левого края`])
})

test('indented code in a list is complained of too', () => {
  expect(complaints('# Г\n\n- пункт\n\n      const x = 1\n')).toEqual(['5:7 код сделан отступом'])
})

test('a fence right under a list item without a blank line is not swallowed by it', () => {
  const { blocks } = parseSound(`# Г\n\n- пункт\n${fence('ts check', 'x')}`)
  expect(blocks).toMatchObject([{ kind: 'check', place: { line: 4 } }])
})

test('backslashes, tabs, quotes and stars in code stay as they are', () => {
  const lines = ['\tconst a = `\\t$`', '  // *не курсив* &amp; <b>', '"$&"', '']
  expect(parseSound(`# Г\n\n${fence('ts check', ...lines)}`).blocks[0]?.lines).toEqual(lines)
})

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])('line ends %s give the same chapter', (_name, end) => {
  const lines = ['# Г', '', '```ts file=a.ts', 'one', '', 'two', '```', '', '```console', '$ true']
  const text = [...lines, '```', ''].join(end)
  expect(parse(text)).toEqual(parse(text.replaceAll(end, '\n')))
  expect(parse(`\uFEFF${text}`)).toEqual(parse(text))
  expect(parse(text).chapter.blocks.map((block) => block.place.line)).toEqual([3, 9])
})

test('the text is kept without carriage returns and mark, line by line', () => {
  expect(parse('\uFEFF# Г\r\n\r\nтекст\r\n').chapter.text).toBe('# Г\n\nтекст\n')
})
