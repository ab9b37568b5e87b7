/** Milliseconds as a reader says them: `38 мс`, `1,2 с`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return '<\u00A01\u00A0мс'
  const whole = Math.round(milliseconds)
  if (whole < 1000) return `${whole}\u00A0мс`
  return `${(milliseconds / 1000).toFixed(1).replace('.', ',')}\u00A0с`
}

/**
 * Spaces that a line must not break at: before a dash, after a short word, between a number and
 * what it counts, before «же», «ли», «бы».
 */
export function bindWords(text: string): string {
  return text
    .replace(/ (?=[—–](?:\s|$))/g, '\u00A0')
    .replace(/(?<![\p{L}\d-])(\p{Script=Cyrillic}{1,2}|№|\d+) (?=\S|$)/gu, '$1\u00A0')
    .replace(/ (?=(?:же|ли|ль|бы)(?![\p{L}-]))/gu, '\u00A0')
}

/** Whether the text ends with a word that must not stay alone at the end of a line. */
export function endsShort(text: string): boolean {
  return /(?<![\p{L}\d-])(?:\p{Script=Cyrillic}{1,2}|№)$/u.test(text)
}
