import { stemmer } from '@orama/stemmers/russian'

/**
 * A word as it is compared: ё and е are one letter, й stays; stress, soft hyphens and other marks
 * that are not seen, or hardly, do not count; Latin letters that look like Russian ones are these.
 */
export function normalize(word: string): string {
  const letters = word.replace(UNSEEN, '').normalize('NFC').toLowerCase().replaceAll('ё', 'е')
  const bare = letters.replace(/[^\p{ASCII}й]/gu, (one) => one.normalize('NFD').replace(MARKS, ''))
  const isMixed = /[а-я]/.test(bare) && /[a-z]/.test(bare)
  return isMixed ? bare.replace(/[aceopxykmh]/g, (one) => TWINS[one] ?? one) : bare
}

const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g
const MARKS = /\p{M}/gu

const TWINS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('aceopxykmh', (latin, index) => [latin, 'асеорхукмн'.charAt(index)]),
)

/** Of a normalized Russian word what all its forms share. */
export function stem(word: string): string {
  if (!/[а-я]/.test(word)) return word
  return readNeuter(word) ?? closeUp(cutEnding(IRREGULAR.get(word) ?? word))
}

/** Snowball leaves «при» of «приём»: too little to tell words apart. */
export function cutEnding(word: string): string {
  const short = stemmer(word)
  return short.length <= 3 && /[аеиоуыэюя]$/.test(short) ? word : short
}

/**
 * Takes out a vowel that comes and goes: «ошибок» and «ошибки», «чисел» and «числа», «писем» and
 * «письма», «настроек» and «настройки». A stem keeps at least one vowel.
 */
function closeUp(stem: string): string {
  return stem
    .replace(/([аеиоуыэюя])е([кц])$/, '$1й$2')
    .replace(/([аеиоуыэюя].*[^аеиоуыэюяй])[ое]([кцнлмрг])$/, '$1$2')
    .replace(/ь([^аеиоуыэюя])$/, '$1')
}

/** «Времени», «времён»: the word itself stands for all. */
function readNeuter(word: string): string | undefined {
  const [, root] =
    /^(врем|им|знам|плем|плам|брем|стрем)(?:я|ен(?:и|ем|а|ам|ами|ах)?)$/.exec(word) ?? []
  return root === undefined ? undefined : `${root}я`
}

const IRREGULAR = new Map(
  Object.entries({
    день: 'день дня дню днем дне дни дней дням днями днях',
    ноль: 'ноль ноля нолю нолем ноле нуль нуля нулю нулем нуле нули нулей нулям нулями нулях',
    человек: 'люди людей людям людьми людях',
    письмо: 'писем',
    лед: 'льда льду льдом льде льды',
    сон: 'сна сну сном сне сны снов',
  }).flatMap(([word, forms]) => forms.split(' ').map((form) => [form, word] as const)),
)
