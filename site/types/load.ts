import type { TipTable } from '../../src/weave/code/tip-table.ts'
import { openTable, type Table } from './table.ts'

const LOADED = new Map<string, Promise<Table | undefined>>()
// Under `npm start` types come later than pages do.
document.addEventListener('woven', () => LOADED.clear())

const WAITING = new Map<string, (table: Table) => void>()

/** Pages opened from the disk may not fetch; a script they may load. Nothing where there is none. */
export function loadTable(address: string): Promise<Table | undefined> {
  const known = LOADED.get(address) ?? load(address)
  LOADED.set(address, known)
  return known
}

/** What such a script calls. */
export function receiveTable(table: TipTable): void {
  const script = document.currentScript as HTMLScriptElement
  WAITING.get(script.src)?.(openTable(table))
}

function load(address: string): Promise<Table | undefined> {
  return new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = address
    script.onerror = () => resolve(undefined)
    WAITING.set(script.src, resolve)
    document.head.append(script)
  })
}
