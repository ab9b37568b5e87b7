import fs from 'node:fs'

/** One process as proc(5) shows it. */
export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  readonly session: number
  /** `R` runs, `S` sleeps, `D` waits for a disk, `Z` has ended and was not reaped. */
  readonly state: string
  /** Clock ticks since boot: tells two processes with one number apart. */
  readonly started: string
}

/** A process may end while it is read: then there is nothing to read. */
export function readProcess(pid: number): ProcessInfo | undefined {
  const stat = readText(`/proc/${pid}/stat`)
  if (stat === '') return undefined
  // The name in brackets may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = '', parent = '', , session = ''] = fields
  return {
    pid,
    parent: Number(parent),
    session: Number(session),
    state,
    started: fields[19] ?? '',
  }
}

/** The children of all threads of a process, adopted orphans included. */
export function readChildren(pid: number): number[] {
  if (!hasChildrenFiles()) return findByParent(pid)
  return list(`/proc/${pid}/task`).flatMap((thread) =>
    readText(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  )
}

let childrenFiles: boolean | undefined

/** CONFIG_PROC_CHILDREN of the kernel. */
function hasChildrenFiles(): boolean {
  childrenFiles ??= fs.existsSync('/proc/thread-self/children')
  return childrenFiles
}

function findByParent(parent: number): number[] {
  return list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readProcess(pid)?.parent === parent)
}

/** The words of its command, as typed; a zombie has none. */
export function readCommandLine(pid: number): string {
  return readText(`/proc/${pid}/cmdline`).split('\0').filter(Boolean).join(' ')
}

/** The environment that the process was started with: `NAME=value` strings; in the midst of exec none. */
export function readEnvironment(pid: number): string[] {
  return readText(`/proc/${pid}/environ`).split('\0').filter(Boolean)
}

/** The process whose thread this number belongs to, itself if it is one; nothing when it is gone. */
export function readThreadGroup(id: number): number | undefined {
  const group = /^Tgid:\s+(\d+)$/m.exec(readText(`/proc/${id}/status`))?.[1]
  return group === undefined ? undefined : Number(group)
}

/** The numbers of a process's threads, itself the first of them. */
export function listThreads(pid: number): number[] {
  return list(`/proc/${pid}/task`).map(Number)
}

/** The last process or thread number that was given out; proc(5): the last field of loadavg. */
export function readLastPid(): number | undefined {
  const last = readText('/proc/loadavg').trim().split(' ').at(-1)
  return last === undefined || last === '' ? undefined : Number(last)
}

/** No process or thread has a greater number: proc(5), pid_max. */
export function readGreatestPid(): number {
  return Number(readText('/proc/sys/kernel/pid_max'))
}

/** What a process's threads are doing: equal twice in a row when none of them ran in between. */
export function readActivity(pid: number): {
  readonly running: boolean
  readonly counters: string
} {
  const threads = list(`/proc/${pid}/task`).map((id) => readText(`/proc/${pid}/task/${id}/status`))
  const counters = threads.map((status) => status.match(/_switches:\s+\d+/g)?.join('') ?? '')
  return {
    running: threads.some((status) => /^State:\s+[RD]/m.test(status)),
    counters: `${pid}:${counters.join()}`,
  }
}

/** Milliseconds of processor time that the threads alive have used (schedstat counts nanoseconds). */
export function readProcessorTime(pid: number): number {
  const nanoseconds = list(`/proc/${pid}/task`).map(
    (id) => Number(readText(`/proc/${pid}/task/${id}/schedstat`).split(' ')[0]) || 0,
  )
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6
}

export function countDescriptors(pid: number): number {
  return list(`/proc/${pid}/fd`).length
}

function readText(path: string): string {
  try {
    return fs.readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function list(path: string): string[] {
  try {
    return fs.readdirSync(path)
  } catch {
    return []
  }
}
