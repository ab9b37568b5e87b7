/** What can happen on the way between a client and a server. */
export const FAULTS = [
  'по одному байту',
  'всё одним куском',
  'задержки',
  'полузакрытие сразу',
  'сброс посередине',
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
  'клиент не читает': 'ничего',
}

/** A server that went through a fault and lived: what its client got meanwhile. */
export interface Trial {
  readonly program: string
  readonly fault: Fault
  readonly outcome: Outcome
}
