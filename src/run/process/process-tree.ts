import { randomUUID } from 'node:crypto'
import { reap, setSubreaper } from './libc.ts'
import { type ProcessInfo, readChildren, readEnvironment, readProcess } from './process-table.ts'

/**
 * A program and all that it starts, however far it goes: children of children, also those in a
 * session of their own or orphaned by their parents.
 */
export interface Family {
  /** Put into the environment of its first process, so that every other one inherits it. */
  readonly environment: Readonly<Record<string, string>>
  /** Takes in the first process. */
  found(pid: number): void
  /** The first process, once there is one. */
  root(): number | undefined
  /** Those alive now. */
  members(): ProcessInfo[]
  /** Was this number ever one of its processes? */
  knows(pid: number): boolean
  /** Forgets the family: its orphans are no longer looked for. */
  close(): void
}

interface State {
  /** `NAME=value`, as the environment of every member has it, or begins it: families nest. */
  readonly mark: string
  /** When each process that was ever seen had started. */
  readonly started: Map<number, string>
  /** Children of ours that belong to somebody else. */
  readonly strangers: Set<string>
  root?: number
}

const open = new Set<Family>()

export function createFamily(): Family {
  const name = 'LIVE_SOCKETS_FAMILY'
  const value = `${process.env[name] ?? ''}/${randomUUID()}`
  const state: State = { mark: `${name}=${value}`, started: new Map(), strangers: new Set() }
  const family: Family = {
    environment: { [name]: value },
    found(pid) {
      state.root = pid
      state.started.set(pid, readProcess(pid)?.started ?? '')
    },
    root: () => state.root,
    members: () => findMembers(state),
    knows: (pid) => state.started.has(pid),
    close() {
      open.delete(family)
      adoptOrphans()
    },
  }
  open.add(family)
  adoptOrphans()
  return family
}

/** Down from those known before and from orphans that have come to us. */
function findMembers(state: State): ProcessInfo[] {
  const { started } = state
  const alive = new Map<number, ProcessInfo>()
  const orphans = readChildren(process.pid).filter((pid) => isOrphan(state, pid))
  const queue = [...started.keys(), ...orphans]
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    const info = readProcess(pid)
    if (info === undefined || alive.has(pid)) continue
    // A number can come again, for a process of somebody else.
    if ((started.get(pid) ?? info.started) !== info.started) continue
    started.set(pid, info.started)
    if (info.state === 'Z') bury(state, info)
    else {
      alive.set(pid, info)
      queue.push(...readChildren(pid))
    }
  }
  return [...alive.values()]
}

function isOrphan({ mark, root, started, strangers }: State, pid: number): boolean {
  const info = readProcess(pid)
  if (info === undefined || started.has(pid)) return false
  const key = `${pid} ${info.started}`
  if (strangers.has(key)) return false
  const environment = readEnvironment(pid)
  if (info.session === root || environment.some((one) => one.startsWith(mark))) return true
  // While it takes on another program it has no environment: who it is will be seen later.
  if (environment.length > 0) strangers.add(key)
  return false
}

/** Node reaps the first process itself. */
function bury({ root }: State, { pid, parent }: ProcessInfo): void {
  if (parent === process.pid && pid !== root) reap(pid)
}

const DEADLY = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

let kept = false

/** From now on every orphan below this process comes to it, and to none above it. */
export function keepOrphans(): void {
  kept = true
  if (process.platform === 'linux') setSubreaper(true)
}

/** While a family is open its orphans come to us, and it ends when we end. */
function adoptOrphans(): void {
  if (process.platform === 'linux') setSubreaper(kept || open.size > 0)
  process.off('exit', killAll)
  for (const signal of DEADLY) process.off(signal, dieWithFamilies)
  if (open.size === 0) return
  process.on('exit', killAll)
  for (const signal of DEADLY) process.on(signal, dieWithFamilies)
}

function killAll(): void {
  for (const family of open) {
    const root = family.root()
    if (root !== undefined) sendSignal(-root, 'SIGKILL')
    for (const { pid } of family.members()) sendSignal(pid, 'SIGKILL')
  }
}

/** Whoever else listens to the signal has plans of its own: then `exit` comes later, or never. */
function dieWithFamilies(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  killAll()
  process.off(signal, dieWithFamilies)
  process.kill(process.pid, signal)
}

/**
 * Children that nobody here has started and that are no longer of our session: orphans of a process
 * that has died, whatever they have done to hide from it.
 * @param own the processes that were started here, beside those of families
 */
export function findStrays(own: ReadonlySet<number>): ProcessInfo[] {
  const session = readProcess(process.pid)?.session
  const roots = new Set(Array.from(open, (family) => family.root()))
  return readChildren(process.pid).flatMap((pid) => {
    const info = own.has(pid) || roots.has(pid) ? undefined : readProcess(pid)
    return info === undefined || info.session === session || info.state === 'Z' ? [] : [info]
  })
}

/** Dead children of ours, and whether Node has had its time to reap them. */
const forgotten = new Map<number, boolean>()

/** Milliseconds; Node reaps its own children as soon as it hears of their end. */
const BURIAL = 500

/**
 * Orphans can come to us dead, when nothing tells any more whose they were: such is whatever Node
 * itself does not reap. What it would reap must be left to it, or it would wait for ever.
 */
export function hasForgottenOrphans(): boolean {
  const dead = readChildren(process.pid).filter((pid) => readProcess(pid)?.state === 'Z')
  const roots = new Set(Array.from(open, (family) => family.root()))
  for (const pid of forgotten.keys()) if (!dead.includes(pid)) forgotten.delete(pid)
  for (const pid of dead) {
    if (roots.has(pid)) continue
    if (forgotten.get(pid) === true) reap(pid)
    else if (!forgotten.has(pid)) giveTime(pid)
  }
  return dead.length > 0
}

/** Counted in turns of the loop too: a busy machine may let all the time pass within one. */
function giveTime(pid: number): void {
  forgotten.set(pid, false)
  const mature = () => forgotten.has(pid) && forgotten.set(pid, true)
  setTimeout(() => setImmediate(mature), BURIAL).unref()
}

/** A signal to a process that may just have ended; a negative number means its whole group. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
