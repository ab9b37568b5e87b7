import { createRequire } from 'node:module'
import type Koffi from 'koffi'
// First of all: on a system that is not in the tables koffi would fail in words of its own
import '../system/platform.ts'
import { undisturbed } from './calm.ts'

export const koffi = undisturbed(load)

// `null` loads the process itself: libc is already in it, whatever its file is called.
const library = undisturbed(() => koffi.load(null))

/** The functions of this process: of libc, of libuv. */
export const program = {
  func: (...prototype: [string]) => undisturbed(() => library.func(...prototype)),
  symbol: (name: string) => undisturbed(() => library.symbol(name)),
} as Pick<typeof library, 'func' | 'symbol'>

function load(): typeof Koffi {
  try {
    return createRequire(import.meta.url)('koffi')
  } catch (cause) {
    throw new Error(
      'Не загружается koffi, через который вызываются функции системы: ' +
        'установите пакеты заново, npm ci без --omit=optional',
      { cause },
    )
  }
}
