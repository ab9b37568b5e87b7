/** What stands, in the words that are searched, for the brackets of a formula of LaTeX. */
export const FORMULA: Readonly<Record<string, string>> = {
  '\\(': '\uE000',
  '\\)': '\uE001',
  '\\[': '\uE002',
  '\\]': '\uE003',
}

const NO_FORMULAS = 'Формул страница не рисует: пишите словами или положите рисунок SVG.'
const WITH_EXAMPLE = `${NO_FORMULAS} Если это пример, возьмите его в обратные кавычки.`

/** What only mathematics has: a command, an index of several letters, a sum, an equation. */
const MATHS = String.raw`\\[a-zA-Z]+|[_^]\{|\^[\w\\]|\S [-+=<>≤≥·] \S`

/** A backslash before a square bracket may as well only take the meaning of a link from it. */
const SQUARE = [
  // Alone on its lines, or with blanks inside of the brackets: so no link is written.
  String.raw`(?<=^\uE002)[^\uE002\uE003]+(?=\uE003$)`,
  String.raw`(?<=\uE002)\s[^\uE002\uE003]*[^\s\uE002\uE003][^\uE002\uE003]*(?=\uE003)`,
  String.raw`(?<=\uE002)[^\uE002\uE003\n]*(?:${MATHS})[^\uE002\uE003\n]*(?=\uE003)`,
]

/** The formulas of a page, as `findForeignMarkup` looks for them. */
export const FORMULAS = [
  { pattern: /\$\$/g, what: 'формула', remedy: NO_FORMULAS },
  {
    pattern: /(?<![\w$])\$(?=\S)[^$\n]*(?:[\\^_{}]| [=≤≥] )[^$\n]*(?<=\S)\$(?![\w$])/g,
    what: 'формула',
    remedy: WITH_EXAMPLE,
  },
  {
    pattern: new RegExp(
      [String.raw`(?<=\uE000)[^\uE000\uE001]+(?=\uE001)`, ...SQUARE].join('|'),
      'gm',
    ),
    what: 'формула',
    remedy: WITH_EXAMPLE,
  },
] as const
