import { readGreatestPid, readLastPid, readThreadGroup } from './process-table.ts'

/** Knows the numbers that processes of a run have had since now. */
export interface PidWatch {
  had(pid: number): boolean
  /** Numbers of threads, seen while they live. */
  exclude(threads: Iterable<number>): void
  /** What is given out later is of another run. */
  close(): void
}

/**
 * A child that lived for a millisecond may never have been seen, but its number lies between the
 * last one given out before and the last one after. Threads take numbers too, and those are none.
 * @param knows was this number ever seen as one of the run's processes?
 * @param look looks for processes of the run that have come meanwhile
 */
export function watchPids(knows: (pid: number) => boolean, look: () => void): PidWatch {
  const first = readLastPid()
  let last: number | undefined
  // What is seen once stays so: a thread that has ended leaves nothing to tell it by.
  const judged = new Map<number, boolean>()

  function judge(pid: number): boolean {
    const group = last === undefined ? readThreadGroup(pid) : undefined
    if (group === undefined) return true
    look()
    return group === pid && knows(pid)
  }

  return {
    had(pid) {
      if (knows(pid)) return true
      const latest = last ?? readLastPid()
      if (first === undefined || latest === undefined) return false
      if (!wasGiven(pid, first, latest)) return false
      const answer = judged.get(pid) ?? judge(pid)
      judged.set(pid, answer)
      return answer
    },
    exclude(threads) {
      for (const thread of threads) if (!knows(thread)) judged.set(thread, false)
    },
    close() {
      last = readLastPid()
    },
  }
}

/** Smaller numbers are given out once, when the system starts: RESERVED_PIDS of the kernel's pid.c. */
const SMALLEST = 300

/** After the greatest number (pid_max, proc(5)) the system begins again with small ones. */
function wasGiven(pid: number, first: number, latest: number): boolean {
  if (first <= latest) return pid > first && pid <= latest
  return (pid > first && pid <= readGreatestPid()) || (pid >= SMALLEST && pid <= latest)
}
