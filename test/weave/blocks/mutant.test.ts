import { expect, test } from 'vitest'
import type { MutantResult } from '../../../src/course/evidence.ts'
import { findAll, readText, renderFiles, renderText } from '../sample.ts'

const CHAPTER = `# T

\`\`\`ts file=a.ts
send(bytes)
close()
\`\`\`

\`\`\`diff mutant=no-send breaks="(1.1) ответ приходит"
-send(bytes)
+skip(bytes)
 close()
\`\`\`
`

const RESULT: MutantResult = {
  name: 'no-send',
  place: { file: 'f', line: 8, column: 1 },
  killed: true,
  problems: [],
  broken: [{ title: '(1.1) ответ приходит', message: 'ждали <ПРИВЕТ>' }],
}

test('a breakage shows its diff and the checks that went red; their messages are a link away', async () => {
  const files = await renderFiles(CHAPTER, { mutants: [RESULT] })
  const [figure = ''] = findAll(files['02-server.html'] ?? '', 'figure', 'mutant')
  expect(readText(figure)).toContain('Сломаем и посмотрим')
  expect(readText(/<del>[\s\S]*?<\/del>/.exec(figure)?.[0] ?? '')).toBe('-send(bytes)\n')
  expect(readText(/<ins>[\s\S]*?<\/ins>/.exec(figure)?.[0] ?? '')).toBe('+skip(bytes)\n')
  expect(readText(figure)).toMatch(/Покраснели:1\.1 ответ приходит/)
  expect(figure).toContain('<li class="failed">')
  expect(figure).toContain('href="02-server.checks.html#_m8"')
  expect(readText(files['02-server.checks.html'] ?? '')).toContain('ждали <ПРИВЕТ>')
})

test('a breakage that nobody noticed says so and why', async () => {
  const problems = [{ place: RESULT.place, fact: 'проверка осталась зелёной', remedy: '' }]
  const survived = { ...RESULT, killed: false, broken: [], problems }
  const text = readText(await renderText(CHAPTER, { mutants: [survived] }))
  expect(text).toContain('Ни одна проверка этого не заметила.')
  expect(text).toContain('проверка осталась зелёной')
})

test('a breakage that was not tried names what should go red and shows nothing as red', async () => {
  const page = await renderText(CHAPTER)
  expect(readText(page)).toContain('Должны покраснеть (ещё не запускалось):1.1 ответ приходит')
  expect(page).not.toContain('failed')
})
