import { expect, test } from 'vitest'
import { complaints } from '../helpers/chapter.ts'

const wrong = (...lines: string[]) => complaints(['# Глава', '', ...lines, ''].join('\n'))

test.each([
  ['<!-- черновик -->', '3:1 комментарий HTML'],
  ['Да <!-- черновик -->', '3:4 комментарий HTML'],
  ['<!--\n\nдлинный\n\n-->', '3:1 комментарий HTML'],
  ['Раз<br>два', '3:4 тег HTML: на странице встал бы сам текст «<br>»'],
  ['<details open>', '3:1 тег HTML: на странице встал бы сам текст «<details open>»'],
  ['`<br>` и\n- это <br/>', '4:7 тег HTML: на странице встал бы сам текст «<br/>»'],
  ['Вот [ссылка][нетакой]', '3:12 у ссылки [нетакой] нет адреса'],
  ['Вот [**ссылка**][нетакой]', '3:16 у ссылки [нетакой] нет адреса'],
  ['![x](./my pic.svg)', '3:4 ссылка или картинка не читается'],
  ['![x](./my_first pic_it.svg)', '3:4 ссылка или картинка не читается'],
  ['[клик](javascript:alert(1))', '3:6 адрес javascript: ни ссылкой, ни картинкой быть не может'],
  ['<javascript:alert(1)>', '3:1 адрес javascript: ни ссылкой, ни картинкой быть не может'],
  ['[a]\n\n[a]: my pic.svg', '5:1 адрес ссылки [a] не читается'],
  ['| а |\n|---|\n| <br> |', '5:3 тег HTML'],
])('%j would be published as it is typed', (text, expected) => {
  expect(wrong(text)).toEqual([expect.stringContaining(expected)])
})

test('each of several is told of at its own place', () => {
  expect(wrong('`<br>` <br>, \\<br> и <br>').map((text) => text.slice(0, 4))).toEqual([
    '3:8 ',
    '3:22',
  ])
})

test.each([
  'а < б и в > г, 1<2, <=, <имя>, ->',
  'Promise<string> и Map<string, number>',
  '`<!-- код -->` и ``<br> ` ``',
  '```html\n<!-- код --><br>[a][b]\n```',
  '<https://example.org> и <me@example.org>',
  '\\[a\\]\\[b\\] и \\<br>',
  '[a][b], [c], [c][] и [d](https://example.org "t")\n\n[b]: https://example.org\n[c]: https://example.org',
  '![x](<./my pic.svg>) и ![x](./my%20pic.svg)',
  'список [1], (см. [2]) и [x] (скобки)',
])('%j is what it seems', (text) => {
  expect(wrong(text)).toEqual([])
})
