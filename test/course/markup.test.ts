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

const CODE = '`{#id}` `[[вики]]` `$x^2$` `- [ ]` ``$$``'

test.each([
  // admonitions
  ['> [!NOTE] Заголовок\n> текст', '3:3 примечание стоит не так'],
  ['> [!NOTE]', '3:3 примечание стоит не так'],
  ['[!WARNING]\nтекст', '3:1 примечание стоит не так'],
  ['> слово\n> [!TIP]\n> текст', '4:3 примечание стоит не так'],
  ['> [!INFO]\n> текст', '3:3 незнакомое примечание'],
  ['> [!danger]- Свёрнуто\n> текст', '3:3 незнакомое примечание'],
  ['!!! note "Заметка"\nтекст', '3:1 примечание другой программы'],
  ['??? tip\nтекст', '3:1 примечание другой программы'],
  ['.. note:: текст', '3:1 указание reStructuredText'],
  [':::note\nтекст\n:::', '3:1 незнакомый блок «::: note»'],
  ['::: warning Внимание\nтекст\n:::', '3:1 незнакомый блок «::: warning»'],
  // attributes, inserts, marks
  ['## Раздел {#razdel}', '3:11 свойства, как их пишут в других программах'],
  ['текст {.red}', '3:7 свойства'],
  ['![x](./a.svg){width=50%}', '3:14 свойства'],
  ['[x](https://a.b){:target="_blank"}', '3:17 свойства'],
  ['текст\n{: .note }', '4:1 свойства'],
  ['{{#include ./a.ts}}', '3:1 вставка другой программы'],
  ['Версия {{ site.version }}.', '3:8 вставка другой программы'],
  ['{% include a.html %}', '3:1 вставка другой программы'],
  ['{{< figure src="a.png" >}}', '3:1 вставка другой программы'],
  ['<<< @/a.ts', '3:1 вставка файла другой программы'],
  ['так {++добавлено++}', '3:5 пометка редактора'],
  ['так %%тайно%% да', '3:5 скрытая пометка другой программы'],
  ['см. {ref}`раздел`', '3:5 роль MyST'],
  // links and notes
  ['см. [[Первый сервер]]', '3:5 ссылка вики'],
  ['![[схема.svg]]', '3:1 рисунок вики'],
  ['см. ![[img/Схема 1.PNG|300]]', '3:5 рисунок вики'],
  ['![[Первый сервер#Итог]]', '3:1 вставка вики'],
  ['[[toc]]', '3:1 ссылка вики'],
  ['[TOC]', '3:1 оглавление другой программы'],
  ['как в [@kerrisk2010, с. 5]', '3:7 ссылка на источник другой программы'],
  ['текст[^нет]', '3:6 у сноски нет текста'],
  ['текст\n\n[^лишняя]: сноска', '5:1 на сноску [^лишняя] ничто не ссылается'],
  ['текст[^1]\n\n[^1]: раз\n\n[^1]: два', '7:1 сноска [^1] уже есть в главе'],
  // lists, tables, headings
  ['- [ ] дело', '3:3 список дел'],
  ['1. раз\n2. [x] два', '4:4 список дел'],
  ['Сокет\n: это дескриптор', '4:1 список определений другой программы'],
  ['*[EOF]: end of file', '3:1 сокращение другой программы'],
  ['| а | б |\n| в | г |', '3:1 таблица не читается'],
  ['##Раздел', '3:1 заголовок не читается'],
  // mathematics and signs
  ['$$\nx^2\n$$', '3:1 формула'],
  ['пусть $x_1 + y^2$ мало', '3:7 формула'],
  ['пусть \\(x^2\\) мало', '3:9 формула'],
  ['пусть $x = y$ всегда', '3:7 формула'],
  ['вот \\begin{align} x \\end{align} да', '3:5 команда LaTeX'],
  ['\\[ E = mc^2 \\]', '3:4 формула'],
  ['значит, \\[ E = mc^2 \\] и всё', '3:12 формула'],
  ['слово\n\\[\nx = y\n\\]\nслово', '5:1 формула'],
  ['вот \\[x^2\\] так', '3:7 формула'],
  ['вот \\[a + b\\] так', '3:7 формула'],
  ['вот \\[\\sqrt x\\] так', '3:7 формула'],
  ['вот \\[x_{10}\\] так', '3:7 формула'],
  ['\\newpage', '3:1 команда LaTeX'],
  ['важно ==очень== да', '3:7 выделение цветом'],
  ['вода H~2~O', '3:7 нижний или верхний индекс'],
  ['квадрат x^2^', '3:10 нижний или верхний индекс'],
  ['готово :rocket:', '3:8 имя значка'],
  // MDX
  ["import Tabs from '@theme/Tabs'", '3:1 код MDX'],
  ['export const a = 1', '3:1 код MDX'],
  ['<Tabs groupId="os">', '3:1 тег MDX'],
  ['текст <Badge text="новое" /> да', '3:7 тег MDX'],
  ['</Tabs>', '3:1 тег MDX'],
  ['<><b>', '3:3 тег HTML'],
  ['++вставлено++', '3:1 подчёркнутое другой программы'],
  ['^^верх^^', '3:1 верхний индекс другой программы'],
  ['>!спойлер!<', 'скрытый текст другой программы'],
  ['+++\ntitle = "x"\n+++', '3:1 шапка TOML'],
])('markup of another program is refused at its place: %j', (text, expected) => {
  expect(wrong(text)[0]).toContain(expected)
})

test.each([
  ['<b>тегом</b>', '3:13 тег HTML'],
  ['x {{вставкой}}', '3:15 вставка другой программы'],
])('so it is in the title of a fold: %s', (title, expected) => {
  expect(wrong(`::: подробнее ${title}\n\nтекст\n:::`)[0]).toContain(expected.slice(5))
})

test('of two inserts in a line each is told of, and each but once', () => {
  const facts = wrong('{{a}} и {{b}}, {#c .d}')
  expect(facts.map((text) => text.slice(0, 4))).toEqual(['3:1 ', '3:9 ', '3:16'])
})

test.each([
  CODE,
  'цена $5 и $10, переменные $HOME и $PATH, a_$b',
  '`$$` и \\$\\$, a == b == c, x ^ y ^ z, ~ и ~~зачёркнуто~~',
  'в 12:30:45, ::1, [::1]:8080, http://a.b:80/, std::vector::iterator',
  'не ссылка \\[x\\] и не \\[слово\\](сюда), \\[ одна',
  'ключи \\[AF_INET\\], \\[opt=x\\], \\[-v\\], a\\[i+1\\] и \\[ \\]',
  'массив [1], [2, 3] и [x], {a: 1}, {}, #1, #5 и C#',
  '> [!NOTE]\n> текст',
  'текст[^1] и^[вставка]\n\n[^1]: сноска',
  '```md\n> [!INFO]\n[^2]: в коде\n- [ ] дело\n:::note\n```',
  '::: вопрос Что?\n- [ ] раз\n- [x] два\n\nпотому\n:::',
  '| а | б |\n|---|---|\n| в | г |',
  'Promise<string>, Array<K>, <T> и Map<K, V>',
  'импорт: import и export — слова, (import x)',
  'адрес user@example.org, @имя и 50%',
  'a: b\nв: г',
  'C++ и C++, i++ и ++i, a || b || c, x << 2 >> 1, ^^, >! и !<',
])('%j is no markup of another program', (text) => {
  expect(wrong(text)).toEqual([])
})

test.each([
  ['of a brace', `{${'a=b '.repeat(30_000)}`],
  ['of comments', '<!--'.repeat(20_000)],
  ['of links', '[a]('.repeat(20_000)],
  ['of wiki links', '[[a'.repeat(20_000)],
])('a paragraph without end, %s, is told of at once', (_name, text) => {
  const start = performance.now()
  expect(wrong(text)[0]).toContain('3:1 абзац длиннее 20000 знаков')
  expect(performance.now() - start).toBeLessThan(5000)
})

test('properties without end are looked through but once', () => {
  const start = performance.now()
  expect(wrong(`{${'a=b '.repeat(4900)}`)).toEqual([])
  expect(wrong('{a=b} и {.вид слово} и {#якорь}')).toHaveLength(3)
  expect(performance.now() - start).toBeLessThan(2000)
})
