import { createRequire } from 'node:module'
import type Koffi from 'koffi'
// First of all: on a system that is not in the tables koffi would fail in words of its own
import '../platform.ts'

export const koffi = load()

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
