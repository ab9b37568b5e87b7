/**
 * What a reader sees as a blank, or does not see at all: spaces of all kinds, format
 * characters, fillers, joiners and variation selectors. For the inside of a character class.
 */
export const BLANK =
  '\\p{Z}\\p{Cf}\\t\\v\\f\\x85\\u034F\\u115F\\u1160\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0'

const ODD = new RegExp(`(?![ \\t])[${BLANK}]`, 'u')

/** Where the first blank stands that is neither a space nor a tab; −1 where there is none. */
export function findOdd(text: string): number {
  return text.search(ODD)
}

/** `U+00A0`, for messages: what cannot be seen has to be called by its number. */
export function nameCharacter(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** `U+200B, U+FF04`: all that is not of ASCII in a text, each once. */
export function nameForeign(text: string): string {
  return [...new Set(text.match(/[^\0-\x7F]/gu) ?? [])].map(nameCharacter).join(', ')
}
