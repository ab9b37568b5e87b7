import { stripVTControlCharacters } from 'node:util'
import { ROOT } from '../../files/root.ts'

/** An error's message as it may stand on a page: without colours, and without this machine's paths. */
export function cleanMessage(message: string): string {
  const text = stripVTControlCharacters(message).replaceAll(`${ROOT}/`, '').trimEnd()
  const [, what, milliseconds] = TIMEOUT.exec(text) ?? []
  return what === undefined ? text : describeTimeout(what, Number(milliseconds))
}

/** Whether nothing but its time has ended a check, so that it could not tell why. */
export function isTimeout(message: string): boolean {
  return TIMEOUT.test(stripVTControlCharacters(message))
}

const TIMEOUT = /^(Test|Hook) timed out in (\d+)ms/

function describeTimeout(what: string, milliseconds: number): string {
  const who = what === 'Test' ? 'проверка' : 'то, что стоит вокруг проверок (beforeEach и другие),'
  const call = what === 'Test' ? "test('…', async () => {…}, 20_000)" : 'beforeEach(…, 20_000)'
  return `${who} не закончилась за ${milliseconds / 1000} с: она ждёт того, что не наступает. Исправьте это или дайте ей больше миллисекунд: ${call}`
}
