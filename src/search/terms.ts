import { stemmer } from '@orama/stemmers/russian'

/** A word of a text and where it stands. */
export interface Word {
  readonly text: string
  readonly start: number
}

/** Words as a reader sees them: Russian and Latin ones, whole identifiers, dotted numbers. */
export function* readWords(text: string): Generator<Word> {
  for (const match of text.matchAll(/\d+(?:\.\d+)+|[\p{L}\p{N}_]+/gu)) {
    yield { text: match[0], start: match.index }
  }
}

/** The term that a word is looked up by: ё and е are one letter, й stays, endings go. */
export function readTerm(word: string): string {
  return stem(normalize(word))
}

/** All terms that a word is indexed by: an identifier's parts too, so that `timeout` finds `setTimeout`. */
export function readTerms(word: string): string[] {
  const known = memo.get(word)
  if (known !== undefined) return known
  const parts = word.split(/_+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})/u)
  const all = parts.length > 1 ? [word, ...parts.filter((part) => part.length > 1)] : [word]
  const terms = [...new Set(all.map(readTerm))]
  memo.set(word, terms)
  return terms
}

/** Whether a word says what a text is about; «как» and «для» do not. */
export function isTelling(word: string): boolean {
  return !FUNCTION_WORDS.has(normalize(word))
}

const FUNCTION_WORDS = new Set(
  'а без бы в во вот вы для до его ее если есть еще же за и из или их к как какая какие какой ко ли мне можно мы на надо не него нет но ну о об он она они от по под почему при про с со такое так такой такие там то тоже только у уже чего чем что чтобы это этого этот я the a an of in to is'.split(
    ' ',
  ),
)

function normalize(word: string): string {
  return word.normalize('NFC').toLowerCase().replaceAll('ё', 'е')
}

/** A course says the same words over and over. */
const memo = new Map<string, string[]>()

/** Snowball leaves «при» of «приём»: too little to tell words apart. */
function stem(word: string): string {
  if (!/[а-я]/.test(word)) return word
  const short = stemmer(word)
  return short.length <= 3 && /[аеиоуыэюя]$/.test(short) ? word : short
}
