import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process, told apart from a later one with the same number. */
export interface Running {
  readonly pid: number
  readonly parent: number
  readonly since: string
  readonly command: string
}

/** proc(5): what runs now; zombies are as good as gone. */
export function listProcesses(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)))
}

function readProcess(pid: number): Running[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return []
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return [{ pid, parent: Number(parent), since: rest[17] ?? '', command }]
  } catch {
    return []
  }
}

/** All that a process has started, and what those have started. */
export function listDescendants(root: number): Running[] {
  const all = listProcesses()
  const found = all.filter(({ parent }) => parent === root)
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid))
  return found
}

/** Those that are still there after a moment; killed processes need one to vanish. */
export async function findSurvivors(before: readonly Running[]): Promise<Running[]> {
  const deadline = Date.now() + 5000
  for (;;) {
    const now = listProcesses()
    const left = before.filter((p) => now.some((q) => q.pid === p.pid && q.since === p.since))
    if (left.length === 0 || Date.now() > deadline) return left
    await sleep(20)
  }
}

/** Those whose command names this; asked again for a while, as they vanish. */
export async function findByCommand(text: string): Promise<Running[]> {
  return findSurvivors(listProcesses().filter(({ command }) => command.includes(text)))
}
