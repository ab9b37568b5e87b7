import fs from 'node:fs'

/**
 * What keeps processes from going on, as proc_pid_syscall(5) tells: `event` when each of their
 * threads waits for something to come from outside, however long; `time` when one of them will go
 * on by itself, or may; nothing where that cannot be read.
 */
export type Waiting = 'event' | 'time'

export function readWaiting(pids: Iterable<number>): Waiting | undefined {
  let found: Waiting = 'event'
  for (const pid of pids) {
    for (const thread of listThreads(pid)) {
      const waiting = judge(read(`/proc/${pid}/task/${thread}/syscall`))
      if (waiting === undefined) return undefined
      if (waiting === 'time') found = 'time'
    }
  }
  return found
}

/** How a system call tells how long it waits: not at all, by milliseconds, or by a pointer to a time. */
type Limit = 'none' | { readonly milliseconds: number } | { readonly pointer: number }

const NONE: Limit = 'none'

/** By their numbers: read, write, readv, accept, connect, recv*, wait*, sigsuspend, poll, select, futex, epoll. */
const CALLS: Readonly<Record<string, Readonly<Record<number, Limit>>>> = {
  x64: {
    0: NONE,
    1: NONE,
    19: NONE,
    34: NONE,
    42: NONE,
    43: NONE,
    45: NONE,
    47: NONE,
    61: NONE,
    130: NONE,
    247: NONE,
    288: NONE,
    7: { milliseconds: 2 },
    23: { pointer: 4 },
    202: { pointer: 3 },
    232: { milliseconds: 3 },
    270: { pointer: 4 },
    271: { pointer: 2 },
    281: { milliseconds: 3 },
    441: { pointer: 3 },
  },
  arm64: {
    63: NONE,
    64: NONE,
    65: NONE,
    95: NONE,
    133: NONE,
    202: NONE,
    203: NONE,
    207: NONE,
    212: NONE,
    242: NONE,
    260: NONE,
    22: { milliseconds: 3 },
    72: { pointer: 4 },
    73: { pointer: 2 },
    98: { pointer: 3 },
    441: { pointer: 3 },
  },
}

/** `281 0xd 0x7fff… 0x400 0xffffffff …`: the number of the call and what it was given. */
function judge(line: string | undefined): Waiting | undefined {
  if (line === undefined) return undefined
  const [number = '', ...given] = line.split(' ')
  const limit = CALLS[process.arch]?.[Number(number)]
  // Running, or in a call that is not known to wait.
  if (limit === undefined || number === '') return 'time'
  if (limit === 'none') return 'event'
  if ('pointer' in limit) return Number(given[limit.pointer]) === 0 ? 'event' : 'time'
  // A negative int: for good.
  return (Number(given[limit.milliseconds]) & 0x80000000) === 0 ? 'time' : 'event'
}

function listThreads(pid: number): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** A thread that has ended meanwhile waits for nothing. */
function read(path: string): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch (error) {
    const gone = ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')
    return gone ? '0' : undefined
  }
}
