import { afterEach, expect } from 'vitest'
import { readChildren, readCommandLine } from '../../../src/run/process/process-table.ts'

/** Nothing that a test started may outlive it, orphans included. */
export function expectNoLeaks(): void {
  const before = new Set(readChildren(process.pid))
  afterEach(() => {
    const left = readChildren(process.pid).filter((pid) => !before.has(pid))
    expect(left.map((pid) => `${pid} ${readCommandLine(pid)}`)).toEqual([])
  })
}
