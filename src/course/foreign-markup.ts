import { ADMONITIONS } from './admonitions.ts'
import { FORMULAS } from './formulas.ts'

/** Something that looks like markup, and would stand on the page as it was typed. */
export interface Stray {
  readonly text: string
  readonly fact: string
  readonly remedy: string
}

/** Markup of other programs: what it looks like, what it is, what to write instead. */
interface Foreign {
  /** Sees words as they stand; code and whatever a backslash takes the meaning of is `\0`. */
  readonly pattern: RegExp
  readonly what: string
  readonly remedy: string
}

const EXAMPLE = 'Если это пример, возьмите его в обратные кавычки.'
const KINDS = ADMONITIONS.join(', ')
const OWN_LINE = 'Пишите его первой строкой цитаты, одно: «> [!NOTE]», а под ним «> текст».'
const PLAIN = 'Страница такого не умеет: скажите это словами.'

/** One line each; the first that fits a place is told. */
const FOREIGN: readonly Foreign[] = [
  {
    pattern: new RegExp(`\\[!(?:${ADMONITIONS.join('|')})\\].*`, 'gi'),
    what: 'примечание стоит не так',
    remedy: `${OWN_LINE} Заголовок у него свой.`,
  },
  {
    pattern: /\[!\w+\][-+]?.*/g,
    what: 'незнакомое примечание',
    remedy: `Бывают ${KINDS}. ${OWN_LINE}`,
  },
  {
    pattern: /^(?:!!!|\?\?\?\+?) *\w+.*/gm,
    what: 'примечание другой программы',
    remedy: `Пишите «> [!NOTE]»; бывают ${KINDS}.`,
  },
  {
    pattern: /^\.\. [\w-]+::.*/gm,
    what: 'указание reStructuredText',
    remedy: 'Пишите разметкой Markdown.',
  },
  {
    pattern: /\[\^[^\]\s]+\]/g,
    what: 'у сноски нет текста',
    remedy: 'Добавьте строку «[^имя]: текст».',
  },
  {
    pattern: /\{\{.*?\}\}|\{%.*?%\}/gs,
    what: 'вставка другой программы',
    remedy: 'Вставок здесь нет: напишите сам текст.',
  },
  {
    pattern: /\{(?:\+\+|--|~~|==|>>).*/g,
    what: 'пометка редактора',
    remedy: 'Примите правку и уберите пометку.',
  },
  {
    pattern: /\{:?[ \t]*(?:[.#][^\s{}]|[\w-]+=[^{}\n])[^{}\n]*\}|\{:[^{}\n]*\}/g,
    what: 'свойства, как их пишут в других программах',
    remedy:
      'Уберите их: якорь раздел получает от своего заголовка, ширину рисунок — от самого себя.',
  },
  {
    pattern: /\{[a-z][a-z:-]*\}\0/g,
    what: 'роль MyST',
    remedy: 'Пишите обычную ссылку: [слово](./02-глава.md#раздел).',
  },
  {
    pattern: /!\[\[[^\]\n]+\.(?:svg|png|jpe?g|gif|webp|avif|bmp)\b[^\]\n]*\]\]/gi,
    what: 'рисунок вики',
    remedy: 'Рисунок лежит рядом с главой, а пишется так: ![что на нём](./имя.svg "подпись").',
  },
  {
    pattern: /!\[\[[^\]\n]+\]\]/g,
    what: 'вставка вики',
    remedy: 'Вставок здесь нет: напишите сам текст или ссылку [слово](./02-глава.md#раздел).',
  },
  {
    pattern: /\[\[[^\]\n]+\]\]/g,
    what: 'ссылка вики',
    remedy: 'Пишите [слово](./02-глава.md#раздел). Оглавление страница делает сама.',
  },
  {
    pattern: /^\[toc\]$/gim,
    what: 'оглавление другой программы',
    remedy: 'Уберите: его страница делает сама.',
  },
  {
    pattern: /\[-?@[\w:.-]+[^\]\n]*\]/g,
    what: 'ссылка на источник другой программы',
    remedy: 'Пишите обычную ссылку или сноску [^имя].',
  },
  ...FORMULAS,
  {
    pattern: /^\\[a-zA-Z]+(?:\{.*|$)|\\(?:begin|end)\{[^}\n]*\}/gm,
    what: 'команда LaTeX',
    remedy: PLAIN,
  },
  {
    pattern: /^:[ \t]+\S.*/gm,
    what: 'список определений другой программы',
    remedy:
      'Новые слова объясняет terms: в шапке главы; здесь годится список: «- **слово** — что это».',
  },
  {
    pattern: /^\*\[[^\]\n]+\]:.*/gm,
    what: 'сокращение другой программы',
    remedy: 'Новые слова объясняет terms: в шапке главы.',
  },
  {
    pattern: /==[^\s=][^=\n]*==/g,
    what: 'выделение цветом',
    remedy: 'Пишите **жирным** или _курсивом_.',
  },
  {
    pattern: /%%[^%\n]+%%/g,
    what: 'скрытая пометка другой программы',
    remedy: 'Уберите её из главы.',
  },
  {
    pattern: /(?<=[\p{L}\d])~[\p{L}\d]+~(?!~)|(?<=[\p{L}\d])\^[\p{L}\d]+\^/gu,
    what: 'нижний или верхний индекс',
    remedy: 'Возьмите знаки самого Unicode: H₂O, x².',
  },
  {
    pattern: /(?<![\w:]):[a-z_+-]{2,}:(?![\w:])/g,
    what: 'имя значка',
    remedy: `Вставьте сам значок. ${EXAMPLE}`,
  },
  {
    pattern:
      /^(?:import|export)\s+(?:[\w{*].*\bfrom\b\s*['"]|(?:const|let|default|function)\b).*/gm,
    what: 'код MDX',
    remedy: 'Код стоит в ограждении: ```ts file=имя.ts.',
  },
  {
    pattern: /(?<![\p{L}\p{N}+])\+\+\p{L}[^+\n]*\p{L}\+\+(?![\p{L}\p{N}+])/gu,
    what: 'подчёркнутое другой программы',
    remedy: 'Пишите **жирным** или _курсивом_.',
  },
  {
    pattern: /\^\^\p{L}[^^\n]*\p{L}\^\^/gu,
    what: 'верхний индекс другой программы',
    remedy: 'Возьмите знаки самого Unicode: x².',
  },
  {
    pattern: /^!\S[^\n]*\S!<|>!\S[^\n]*\S!</gm,
    what: 'скрытый текст другой программы',
    remedy: 'Сверните его: ::: подробнее О чём он.',
  },
  {
    pattern: /^<<<.*/gm,
    what: 'вставка файла другой программы',
    remedy: 'Вставок здесь нет: напишите сам текст.',
  },
  {
    pattern: /^\+\+\+$/gm,
    what: 'шапка TOML',
    remedy: 'Шапка главы стоит между строк --- и пишется так: «part: Основы».',
  },
  {
    pattern: /^\+[-=+]{2,}\+$/gm,
    what: 'таблица другой программы',
    remedy: 'Пишите | столбец | столбец | и под ним |---|---|.',
  },
  {
    pattern: /^\|.*\|[ \t]*$/gm,
    what: 'таблица не читается',
    remedy: 'Под первой строкой таблицы стоит |---|---|, а столбцов в каждой строке поровну.',
  },
  {
    pattern: /^#{1,6}[^\s#\d].*/gm,
    what: 'заголовок не читается',
    remedy: 'После # нужен пробел. А если это не заголовок, возьмите его в обратные кавычки.',
  },
  {
    pattern: /^\[[ xXхХ]\]\s.*/gm,
    what: 'список дел',
    remedy: 'Пишите простой список; отмечать варианты можно в ::: вопрос.',
  },
]

/** @param text the words of a paragraph, code and escaped characters as `\0` */
export function findForeignMarkup(text: string): Stray[] {
  const taken: [number, number][] = []
  return FOREIGN.flatMap(({ pattern, what, remedy }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: found, index }) => {
      const end = index + found.length
      if (taken.some(([from, to]) => index < to && end > from)) return []
      taken.push([index, end])
      const shown = found.replaceAll('\0', '').trim().split('\n', 1)[0]?.trim() ?? ''
      return [
        {
          text: shown,
          fact: `${what}: на странице встал бы сам текст «${shorten(shown)}»`,
          remedy,
        },
      ]
    }),
  )
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
