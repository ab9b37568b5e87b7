/** Small Cyrillic letters, and the Latin ones that they are drawn like, also in italics. */
const CYRILLIC = 'авекмнорстухпигіјѕһ'
const LATIN = 'abekmhopctyxnurijsh'

/** Keys that have the same place on the keyboard. */
const CYRILLIC_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбю'
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."

/**
 * What a word with Cyrillic letters in it may have been meant for: drawn alike (`сат`), or typed in
 * the other layout (`сфе`). Nothing of a word that has none.
 */
export function fromOtherAlphabet(word: string): string[] {
  if (!isCyrillic(word)) return []
  return [replaceLetters(word, CYRILLIC, LATIN), replaceLetters(word, CYRILLIC_KEYS, LATIN_KEYS)]
}

/** No command has such a letter in its name. */
export function isCyrillic(word: string): boolean {
  return /\p{Script=Cyrillic}/u.test(word)
}

function replaceLetters(word: string, from: string, to: string): string {
  return Array.from(word, (letter) => to[from.indexOf(letter)] ?? letter).join('')
}
