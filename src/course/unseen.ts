import { BLANK, nameCharacter } from './odd-characters.ts'

/** Where two lines that look alike part: nobody would find it without being told. */
export interface Unseen {
  /** The column in the first line, from 1. */
  readonly column: number
  /** What stands there in each: `U+00A0 (неразрывный пробел)`. */
  readonly first: string
  readonly second: string
}

/** Nothing where the lines are the same, or anybody sees what is different. */
export function findUnseen(first: string, second: string): Unseen | undefined {
  if (first === second || draw(first) !== draw(second)) return undefined
  const [a, b] = [split(first), split(second)]
  const at = a.findIndex((letter, index) => letter !== b[index])
  const index = at === -1 ? a.length : at
  const column = a.slice(0, index).join('').length + 1
  return { column, first: describe(a[index]), second: describe(b[index]) }
}

/** A letter and the marks over it are one: the eye has them together. */
function split(line: string): string[] {
  return line.match(/[^\p{M}]\p{M}*|\p{M}/gu) ?? []
}

/** Cyrillic and Greek letters that are drawn as these Latin ones, and signs as these of ASCII. */
const TWINS: readonly (readonly [drawn: string, twins: string])[] = [
  ['aаα', 'a'],
  ['eеεҽ', 'e'],
  ['oоοօ', 'o'],
  ['pрρ', 'p'],
  ['cсϲ', 'c'],
  ['yуγү', 'y'],
  ['xхχ', 'x'],
  ['iіι', 'i'],
  ['jјϳ', 'j'],
  ['sѕ', 's'],
  ['hһ', 'h'],
  ['kкκ', 'k'],
  ['uυ', 'u'],
  ['vν', 'v'],
  ['AАΑ', 'A'],
  ['BВΒ', 'B'],
  ['CСϹ', 'C'],
  ['EЕΕ', 'E'],
  ['HНΗ', 'H'],
  ['IІΙ', 'I'],
  ['JЈ', 'J'],
  ['KКΚ', 'K'],
  ['MМΜ', 'M'],
  ['NΝ', 'N'],
  ['OОΟ', 'O'],
  ['PРΡ', 'P'],
  ['SЅ', 'S'],
  ['TТΤ', 'T'],
  ['XХΧ', 'X'],
  ['YУΥ', 'Y'],
  ['ZΖ', 'Z'],
  ['-‐‑‒–—―−', '-'],
  ["'’‘ʼ′`´", "'"],
  ['"“”„″', '"'],
  [':꞉∶', ':'],
  ['/∕⁄', '/'],
  ['·•∙⋅', '·'],
]

const DRAWN = new Map(
  TWINS.flatMap(([all, one]) => Array.from(all, (char) => [char, one] as const)),
)

const SOFT = /\p{Cf}|\u034F|[\u115F\u1160\u3164\uFFA0]|[\uFE00-\uFE0F]/gu
const SPACES = new RegExp(`[${BLANK}]+`, 'gu')

/** What the eye keeps of a line. */
function draw(line: string): string {
  const letters = line.normalize('NFKC').replace(SOFT, '').replace(SPACES, ' ').trimEnd()
  return Array.from(letters, (char) => DRAWN.get(char) ?? char).join('')
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'пробел',
  '\t': 'табуляция',
  '\u00A0': 'неразрывный пробел',
  '\u202F': 'узкий неразрывный пробел',
  '\u2009': 'тонкий пробел',
  '\u00AD': 'мягкий перенос',
  '\u200B': 'пробел нулевой ширины',
  '\u200C': 'разделитель нулевой ширины',
  '\u200D': 'соединитель нулевой ширины',
  '\u2060': 'соединитель слов',
  '\uFEFF': 'метка порядка байтов',
  '-': 'дефис',
  '\u2013': 'короткое тире',
  '\u2014': 'тире',
  '\u2212': 'минус',
  '\u2026': 'многоточие одним знаком',
}

function describe(letter: string | undefined): string {
  if (letter === undefined) return 'конец строки'
  const codes = Array.from(letter, nameCharacter).join(' ')
  const name = nameLetter(letter)
  return name === undefined ? codes : `${codes} (${name})`
}

function nameLetter(letter: string): string | undefined {
  if (NAMES[letter] !== undefined) return NAMES[letter]
  if (letter.length > 1 && letter.normalize('NFC').length === 1)
    return `«${letter.normalize('NFC')}» двумя знаками`
  if (/\p{Cf}/u.test(letter)) return 'знака не видно'
  if (/\p{Z}/u.test(letter)) return 'особый пробел'
  const script = SCRIPTS.find(([pattern]) => pattern.test(letter))?.[1]
  return script === undefined ? `«${letter}»` : `${script} «${letter}»`
}

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/u, 'кириллическая'],
  [/\p{Script=Latin}/u, 'латинская'],
  [/\p{Script=Greek}/u, 'греческая'],
]
