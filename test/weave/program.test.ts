import { expect, test } from 'vitest'
import { findAll, readText, renderText } from './sample.ts'

const fence = (info: string, ...lines: string[]): string =>
  ['', `\`\`\`${info}`, ...lines, '```', ''].join('\n')

test('a program stands under its name, and a later part says that it goes on', async () => {
  const page = await renderText(
    `# T\n${fence('ts file=a.ts', 'const a = 1')}\nтекст\n${fence('ts file=a.ts', 'const b = 2')}`,
  )
  const [first, second] = findAll(page, 'figure', 'code').map(readText)
  expect(first).toBe('a.tsTypeScriptconst a = 1\n')
  expect(second).toBe('a.ts продолжениеTypeScriptconst b = 2\n')
})

test('a part that begins within a template string is coloured as the string that it is', async () => {
  const parts = [
    fence('ts file=a.ts', 'const a = `'),
    fence('ts file=b.ts', 'x()'),
    fence('ts file=a.ts', 'if', '`'),
  ]
  const whole = findAll(await renderText(`# T\n${parts.join('\nтекст\n')}`), 'figure', 'code')
  const alone = findAll(await renderText(`# T\n${fence('ts file=a.ts', 'if')}`), 'figure', 'code')
  const [, keyword] = /<span class="(k\d+)">if/.exec(alone[0] ?? '') ?? []
  const [, string] = /<span class="(k\d+)">if/.exec(whole[2] ?? '') ?? []
  expect(keyword).toBeDefined()
  expect(string).toBeDefined()
  expect(string).not.toBe(keyword)
})

test('a changed copy marks just the lines that its original does not have', async () => {
  const original = fence('ts file=a.ts', 'one()', 'two()', 'three()')
  const copy = fence('ts file=b.ts diff=a.ts', 'one()', 'TWO()', 'three()', 'four()')
  const page = await renderText(`# T\n${original}\nтекст\n${copy}`)
  const [, changed = ''] = findAll(page, 'figure', 'code')
  const marked = [...changed.matchAll(/<ins>([\s\S]*?)<\/ins>/g)].map(([, line = '']) =>
    readText(line),
  )
  expect(marked).toEqual(['TWO()\n', 'four()\n'])
  expect(readText(changed)).toContain('изменённая копия a.ts: 2\u00A0новые строки, убрано: 1')
  expect(page.match(/<ins>/g)).toHaveLength(2)
})

test('lines of a copy are counted through all its parts', async () => {
  const page = await renderText(
    [
      '# T',
      fence('ts file=a.ts', 'one()', 'two()'),
      fence('ts file=b.ts diff=a.ts', 'one()'),
      fence('ts file=b.ts', 'zwei()'),
    ].join('\nтекст\n'),
  )
  const [, , rest = ''] = findAll(page, 'figure', 'code')
  expect(readText(/<ins>[\s\S]*<\/ins>/.exec(rest)?.[0] ?? '')).toBe('zwei()\n')
})

test('an example that does not compile names its codes', async () => {
  const page = await renderText(`# T\n${fence('ts error=2322,2345', 'const a: string = 1')}`)
  const [figure = ''] = findAll(page, 'figure', 'refused')
  expect(readText(figure)).toContain('не компилируется: TS2322, TS2345')
})

test('other languages are coloured when known and plain when not', async () => {
  const page = await renderText(
    `# T\n${fence('python', 'import os')}\n${fence('cobol', 'import os')}`,
  )
  const [python = '', cobol = ''] = findAll(page, 'figure', 'code')
  expect(python).toContain('<span class="language">Python</span>')
  expect(python).toMatch(/<span class="k\d+">import<\/span>/)
  expect(cobol).toContain('<code>import os\n</code>')
})

test('HTML in code is text, coloured or not', async () => {
  const code = '<script>alert("1")</script>'
  const page = await renderText(
    `# T\n${fence('ts file=a.ts', `const a = '${code}'`)}\n${fence('text', code)}\n${fence('<b>', code)}`,
  )
  expect(page).not.toMatch(/<script|<b>\W/)
  expect(readText(page).split(code)).toHaveLength(4)
})
