import fs from 'node:fs'

/**
 * What keeps processes from going on, as proc_pid_syscall(5) tells: for each thread that will go on by
 * itself, or may, how many milliseconds it was to wait when it began, or nothing where that is not
 * known. Those that wait for something to come from outside, however long, are left out.
 */
export function listWaits(pids: Iterable<number>): (number | undefined)[] {
  return [...pids].flatMap((pid) => {
    const threads = listThreads(pid)
    // Who has ended just now, lets others go on.
    if (threads.length === 0) return [undefined]
    return threads.flatMap((thread) => {
      const waiting = judge(read(`/proc/${pid}/task/${thread}/syscall`))
      return waiting === 'event' ? [] : [waiting.milliseconds]
    })
  })
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

const UNKNOWN = { milliseconds: undefined }

/** `281 0xd 0x7fff… 0x400 0xffffffff …`: the number of the call and what it was given. */
function judge(line: string): 'event' | { readonly milliseconds: number | undefined } {
  const [number = '', ...given] = line.split(' ')
  const limit = CALLS[process.arch]?.[Number(number)]
  // Running, or in a call that is not known to wait.
  if (limit === undefined || number === '') return UNKNOWN
  if (limit === 'none') return 'event'
  if ('pointer' in limit) return Number(given[limit.pointer]) === 0 ? 'event' : UNKNOWN
  // A negative int: for good.
  const milliseconds = Number(given[limit.milliseconds])
  return (milliseconds & 0x80000000) === 0 ? { milliseconds } : 'event'
}

function listThreads(pid: number): string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Of whom nothing can be read, nothing is known: he may be running. */
function read(path: string): string {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch {
    return 'running'
  }
}
