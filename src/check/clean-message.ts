import { stripVTControlCharacters } from 'node:util'
import { ROOT } from '../course/root.ts'

/** An error's message as it may stand on a page: without colours, and without this machine's paths. */
export function cleanMessage(message: string): string {
  return stripVTControlCharacters(message).replaceAll(`${ROOT}/`, '').trimEnd()
}
