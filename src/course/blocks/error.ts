import type { FenceKey } from '../fence.ts'
import { type Common, fail, type Read } from './kind.ts'

/** ` ```ts error=2322,2345 `: must fail to compile, with just these codes. */
export function readError(key: FenceKey, common: Common): Read {
  const codes = (key.value ?? '').split(',')
  if (!codes.every((code) => /^\d+$/.test(code))) {
    return fail(key.place, 'error= без кодов ошибок', 'Пишите код компилятора: ts error=2322.')
  }
  return { block: { kind: 'error', codes: codes.map(Number), ...common } }
}
