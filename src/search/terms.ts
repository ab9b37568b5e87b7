import { normalize, stem } from './stem.ts'

/** A word of a text and where it stands. */
export interface Word {
  readonly text: string
  readonly start: number
}

/**
 * Words as a reader sees them: Russian and Latin ones, whole identifiers, dotted numbers. Marks over
 * letters and signs that are not seen belong to the word that they stand in.
 */
export function* readWords(text: string): Generator<Word> {
  for (const match of text.matchAll(WORD)) yield { text: match[0], start: match.index }
}

const WORD =
  /\d+(?:\.\d+)+|[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_]|[\u00AD\u200B-\u200D\u2060](?=\p{L}))*/gu

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
  'а без бы в во вот вы для до его ее если есть еще же за зачем и из или им их к как какая какие какой когда ко ли мне можно мы на надо не него нет но ну нужен нужна нужно о об он она они от по под почему при про с со так такое такой такие там то тоже только у уже чего чем что чтобы это этого этот я a an and are does for how i in is of on the to what why'.split(
    ' ',
  ),
)

/** A course says the same words over and over. */
const memo = new Map<string, string[]>()
