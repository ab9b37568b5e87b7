import { BLANK, nameForeign } from './odd-characters.ts'
import type { ConsoleBlock, Problem } from './types.ts'

/** The marks themselves, as `parseConsole` knows them. */
const MARK = /^(?:\$ |>(?: |$))/

/** Wide and small forms of the dollar sign, and brackets that a keyboard has beside `>`. */
const DOLLARS = '$\uFF04\uFE69'
const BRACKETS = '>\uFF1E\uFE65\u203A\u276F'

/** Another sign, or something behind it that is not quite a space; or the very mark behind blanks. */
const NEAR = new RegExp(
  [
    `^[${DOLLARS}${BRACKETS}](?:[${BLANK}]|\\p{L})`,
    // Deeper than three spaces nobody takes it for a mark.
    '^ {1,3}[$>] ',
    `^ *(?! )[${BLANK}]+ *[${DOLLARS}${BRACKETS}](?:[${BLANK}]|\\p{L}|$)`,
  ].join('|'),
  'u',
)

/** A key that a terminal would know and a scene does not: `^Z`, or `^С` in Cyrillic. */
const NEAR_KEY = /^[\^\uFF3E][\p{L}\]]$/u

/** Would a person take this line of output for a command or for something typed? */
export function isNearMark(line: string): boolean {
  return NEAR.test(line) && !MARK.test(line)
}

/** Lines of a terminal that pass for output though they were meant for more. */
export function findNearMarks({ lines, items, place }: ConsoleBlock): Problem[] {
  const marks = lines.flatMap((text, index) => {
    const at = { ...place, line: place.line + 1 + index, column: 1 }
    return isNearMark(text) ? [describeMark(text, at)] : []
  })
  const keys = items.flatMap((item): Problem[] => {
    if (item.kind !== 'typed' || item.key !== undefined || !NEAR_KEY.test(item.text)) return []
    if (lines[item.place.line - place.line - 1]?.slice(2) !== item.text) return []
    const fact = `клавиши «${item.text}»${tellForeign(item.text)} у сцены нет`
    const remedy = `Клавиши — ^C, ^D и ^], латиницей; набрать сами эти знаки — «> \\${item.text}».`
    return [{ place: item.place, fact, remedy }]
  })
  return [...marks, ...keys]
}

function describeMark(text: string, place: Problem['place']): Problem {
  const dollar = new RegExp(`^[${BLANK}]*[${DOLLARS}]`, 'u').test(text)
  const [what, sign] = dollar ? ['команду', '$'] : ['набранную строку', '>']
  const head = new RegExp(`^[${BLANK}]*[${DOLLARS}${BRACKETS}][${BLANK}]*`, 'u').exec(text)?.[0]
  if (/^[$>](?:\t|\p{L})/u.test(text)) {
    const remedy =
      sign === '$'
        ? 'Команда пишется так: «$ команда»; вывод, который так начинается, — «\\$…».'
        : 'Набранная строка пишется так: «> текст»; вывод, который так начинается, — «\\>…».'
    return { place: { ...place, column: 2 }, fact: `после «${sign}» нет пробела`, remedy }
  }
  const fact = `строка похожа на ${what}, но начинается не с «${sign} »${tellForeign(head ?? '')}`
  const remedy = `Начните её с «${sign} »; если это вывод, поставьте перед ним «\\».`
  return { place, fact, remedy }
}

function tellForeign(text: string): string {
  const names = nameForeign(text)
  return names === '' ? '' : ` (${names})`
}
