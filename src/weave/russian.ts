/** `1 проверка`, `2 проверки`, `5 проверок`. */
export function formatCount(count: number, forms: readonly [string, string, string]): string {
  return `${count}\u00A0${forms[selectForm(count)]}`
}

function selectForm(count: number): 0 | 1 | 2 {
  const tens = count % 100
  const ones = count % 10
  if (tens >= 11 && tens <= 14) return 2
  if (ones === 1) return 0
  return ones >= 2 && ones <= 4 ? 1 : 2
}

export const CHECKS = ['проверка', 'проверки', 'проверок'] as const

/** Milliseconds as a reader says them: `38 мс`, `1,2 с`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return '<\u00A01\u00A0мс'
  const whole = Math.round(milliseconds)
  if (whole < 1000) return `${whole}\u00A0мс`
  return `${(milliseconds / 1000).toFixed(1).replace('.', ',')}\u00A0с`
}

/** A dash never begins a line: the space before it does not break. */
export function bindDashes(text: string): string {
  return text.replace(/ (?=[—–](?:\s|$))/g, '\u00A0')
}
