import { expect, test } from 'vitest'
import { findAll, readText, renderFiles, renderText } from '../sample.ts'

const fence = (info: string, ...lines: string[]): string =>
  ['', `\`\`\`${info}`, ...lines, '```', ''].join('\n')

test('a program stands under its name, and a later part says that it goes on', async () => {
  const page = await renderText(
    `# T\n${fence('ts file=a.ts', 'const a = 1', '')}\nтекст\n${fence('ts file=a.ts', 'const b = 2')}`,
  )
  const [first, second] = findAll(page, 'figure', 'code').map(readText)
  expect(first).toBe('a.ts строки 1–2 из 3 вся программаconst a = 1\n\n')
  expect(second).toBe('a.ts продолжение, строка 3 из 3 вся программаconst b = 2\n')
})

test('a part that begins within a template string is coloured as the string that it is', async () => {
  const parts = [
    fence('ts file=a.ts', 'const a = `'),
    fence('ts file=b.ts', 'x()'),
    fence('ts file=a.ts', 'if', '`'),
  ]
  const whole = findAll(await renderText(`# T\n${parts.join('\nтекст\n')}`), 'figure', 'code')
  const alone = findAll(await renderText(`# T\n${fence('ts file=a.ts', 'if')}`), 'figure', 'code')
  const [, keyword] = /<(\w)>[^<]*if/.exec(alone[0] ?? '') ?? []
  const [, string] = /<(\w)>[^<]*if/.exec(whole[2] ?? '') ?? []
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
  expect(readText(/<del>[\s\S]*?<\/del>/.exec(changed)?.[0] ?? '')).toBe('two()\n')
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
  expect(python).toContain('<small>Python</small>')
  expect(python).toMatch(/<b>import<\/b>/)
  expect(cobol).toContain('<code>import os\n</code>')
})

test('HTML in code is text, coloured or not', async () => {
  const code = '<script>alert("1")</script>'
  const page = await renderText(
    `# T\n${fence('ts file=a.ts', `const a = '${code}'`)}\n${fence('text', code)}\n${fence('<b>', code)}`,
  )
  expect(page).not.toMatch(/<script|<b>"/)
  expect(readText(page).split(code)).toHaveLength(4)
})

test('a program in one piece is whole where it stands; one in several is a link away', async () => {
  const one = fence('ts file=one.ts', 'one()')
  const parts = [fence('ts file=a.ts', 'a()'), fence('ts file=a.ts', 'b()')]
  const files = await renderFiles(`# T\n${[one, ...parts].join('\nтекст\n')}`)
  const [alone = '', first = '', second = ''] = findAll(
    files['02-server.html'] ?? '',
    'figure',
    'code',
  )
  expect(readText(alone)).toBe('one.tsone()\n')
  expect(first).toContain('href="02-server.programs.html#_p9"')
  expect(second).toContain('data-from="2"')
  const whole = files['02-server.programs.html'] ?? ''
  expect(whole).toContain('data-numbers="1\n2"')
  expect(whole).toMatch(
    /<span class="part" id="_p9"><a>a<\/a>\(\)\n<\/span><span class="part" id="_p15">/,
  )
})

test('the long rest of a changed copy is folded, what stands about a change is not', async () => {
  const same = Array.from({ length: 12 }, (_, index) => `line${index}()`)
  const original = fence('ts file=a.ts', ...same)
  const copy = fence('ts file=b.ts diff=a.ts', 'new1()', ...same)
  const page = await renderText(`# T\n${original}\nтекст\n${copy}`)
  const [folded = ''] = /<details class="same">[\s\S]*?<\/details>/.exec(page) ?? []
  expect(readText(folded)).toMatch(/^10\u00A0строк без измененийline2\(\)\n[\s\S]*line11\(\)\n$/)
  expect(folded).toContain('data-from="4"')
  expect(page.match(/<details/g)).toHaveLength(1)
})

test('a solution stands beside the chapter', async () => {
  const files = await renderFiles(
    `# T\n${fence('ts task=1 file=a.ts', 'a()')}\n${fence('ts check task=1', "test('да', () => {})")}\n${fence('ts solution=1', 'solved()')}`,
  )
  expect(files['02-server.html']).not.toContain('solved')
  expect(files['02-server.html']).toContain('href="02-server.checks.html#_s13"')
  expect(files['02-server.checks.html']).toMatch(/<div id="_s13"><pre[^>]*><code><a>solved/)
})
