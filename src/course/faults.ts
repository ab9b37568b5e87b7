/** What can happen on the way between a client and a server. */
export const FAULTS = [
  'по одному байту',
  'всё одним куском',
  'задержки',
  'полузакрытие сразу',
  'сброс посередине',
  'сброс за работой',
  'бесконечная строка',
  'клиент не читает',
] as const

export type Fault = (typeof FAULTS)[number]

/** What a client got of the answer that it gets in peace. */
export type Outcome = 'весь ответ' | 'часть ответа' | 'другой ответ' | 'ничего' | 'сброс'

/** The best that a server can make of each fault. */
export const BEST: Readonly<Record<Fault, Outcome>> = {
  'по одному байту': 'весь ответ',
  'всё одним куском': 'весь ответ',
  задержки: 'весь ответ',
  'полузакрытие сразу': 'весь ответ',
  'сброс посередине': 'сброс',
  'сброс за работой': 'сброс',
  'бесконечная строка': 'сброс',
  'клиент не читает': 'ничего',
}

/** Not on anybody's way: another client sends and never reads, while we want to be served too. */
export const DEAF = 'сосед не читает'

/** What is best beside one who does not read. */
export const SERVED = 'обслужен'

/** What became of a server that did not bear it. */
export type Harm = 'сервер умер' | 'сервер занят' | 'открытое осталось' | 'копит без предела'

/** A server in trouble: what its client got meanwhile, or what became of the server. */
export interface Trial {
  readonly program: string
  readonly fault: Fault | typeof DEAF
  readonly outcome: Outcome | typeof SERVED | Harm
}
