import { watchPids } from '../process/pid-watch.ts'
import { watchPorts } from '../process/port-watch.ts'
import { listThreads } from '../process/process-table.ts'
import type { Facts } from '../transcript/facts.ts'
import type { Terminal } from './terminal.ts'

/** What the run of a scene itself shows of the numbers that it prints. */
export interface Evidence {
  readonly facts: Facts
  /** Takes in what has happened meanwhile; to be called now and then. */
  look(): void
  /** Is some of it lost? Then what the run has shown may be true and look false. */
  isIncomplete(): boolean
  /** A line that was printed just now: what its numbers are can be seen as long as they live. */
  note(text: string): void
  /** The scene is over: what the system does from now on is of another run. */
  close(): void
}

/** Threads live long enough to be seen so seldom; milliseconds. */
const pace = 25

/** @param named numbers that the chapter itself says */
export function gatherEvidence(terminals: readonly Terminal[], named: readonly number[]): Evidence {
  const families = () =>
    terminals.flatMap(({ programs }) => programs.map(({ program }) => program.family))
  const ports = watchPorts()
  const pids = watchPids(
    (pid) => families().some((family) => family.knows(pid)),
    () => {
      for (const family of families()) family.members()
    },
  )
  const own = new Set(named)
  let looked = 0
  const facts: Facts = {
    isPort: ports.had,
    isPortSoon: ports.hadSoon,
    isPid: pids.had,
    isNamed: (number) => own.has(number),
  }
  return {
    facts,
    look() {
      ports.look()
      if (performance.now() - looked < pace) return
      looked = performance.now()
      const members = families().flatMap((family) => family.members())
      for (const { pid } of members) pids.exclude(listThreads(pid))
    },
    isIncomplete: ports.hasLost,
    note(text) {
      for (const digits of text.match(/\d+/g) ?? []) pids.had(Number(digits))
    },
    close() {
      ports.close()
      pids.close()
    },
  }
}
