/** A word beside 1, beside 2, beside 5: `проверка`, `проверки`, `проверок`. */
type CountForms = readonly [one: string, few: string, many: string]

const rules = new Intl.PluralRules('ru')

/** The word that stands beside a number of things: `проверка`, `проверки`, `проверок`. */
export function selectForm(count: number, [one, few, many]: CountForms): string {
  return { one, few }[rules.select(count) as string] ?? many
}

/** `1 проверка`, `2 проверки`, `5 проверок`; the space does not break. */
export function formatCount(count: number, forms: CountForms): string {
  return `${count}\u00A0${selectForm(count, forms)}`
}

export const CHECKS = ['проверка', 'проверки', 'проверок'] as const
export const LINES = ['строка', 'строки', 'строк'] as const
export const MINUTES = ['минута', 'минуты', 'минут'] as const
export const PLACES = ['место', 'места', 'мест'] as const
export const PROBLEMS = ['ошибка', 'ошибки', 'ошибок'] as const
export const STATEMENTS = ['утверждение', 'утверждения', 'утверждений'] as const
