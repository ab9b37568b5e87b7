import type { FenceKey } from '../fence.ts'
import type { Problem } from '../types.ts'

export function isProgramName(value: string | undefined): boolean {
  return value !== undefined && /^[a-z0-9][a-z0-9-]{0,99}\.ts$/.test(value)
}

export function describeName({ value = '', place }: FenceKey): Problem {
  const fact = `«${value}» не годится в имя программы`
  return {
    place,
    fact,
    remedy: 'Имя — строчная латиница, цифры и дефис, до 100 знаков, без папок: server.ts.',
  }
}
