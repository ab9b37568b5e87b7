import type { TipTable } from '../../src/weave/code/tip-table.ts'
import { hearKey, listenToKeyboard } from './keyboard.ts'
import { receiveTable } from './load.ts'
import { listenToPointer } from './pointer.ts'

declare global {
  interface Window {
    liveTypes: {
      /** What a script with types calls. */
      open(table: TipTable): void
      /** What the reader did while this script was on its way. */
      hear(event: Event): void
    }
  }
}

const hearPointer = listenToPointer()
listenToKeyboard()
window.liveTypes = {
  open: receiveTable,
  hear: (event) => (event instanceof KeyboardEvent ? hearKey(event) : hearPointer(event)),
}
