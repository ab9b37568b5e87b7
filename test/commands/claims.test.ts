import { expect, test } from 'vitest'
import { listClaims } from '../../src/commands/claims.ts'
import { parseSound } from '../helpers/chapter.ts'

test('a claim that two chapters undertake is one', async () => {
  const write = (...claims: string[]) =>
    parseSound(['---', 'claims:', ...claims, '---', '# Глава', ''].join('\n'))
  const chapters = [
    write('  1.1: В — слово', '  1.2: О, история — слово'),
    { ...write('  1.1: В — слово'), number: 4, slug: '04-other' },
  ]
  const listed = await listClaims({ id: 'nobody-has-it', folder: '/nowhere', chapters })
  expect(listed.match(/ещё не доказано/g)).toHaveLength(2)
  expect(listed.split('\n').at(-1)).toBe('Доказано 1 из 2')
})
