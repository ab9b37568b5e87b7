import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Exit } from '../process/exit.ts'
import { sendSignal } from '../process/process-tree.ts'
import { makeTemporary, type Temporary } from '../process/temporary.ts'
import { ANNOUNCEMENTS_FD, ANNOUNCEMENTS_FLAG } from './announce.ts'
import { watchKin } from './kin.ts'
import { canIsolate, isolateCommand } from './namespaces.ts'

export interface IsolatedOptions {
  readonly args?: readonly string[]
  /** Options of Node itself. */
  readonly execArgv?: readonly string[]
  /** Its environment, apart from TMPDIR; by default ours. */
  readonly env?: Readonly<NodeJS.ProcessEnv>
  /** Hears what the process says by `announce`, as soon as it says it. */
  readonly onAnnouncement?: (said: unknown) => void
  /** Gets what it prints; by default that goes where our own output goes. */
  readonly onOutput?: (bytes: Buffer, stream: 'stdout' | 'stderr') => void
  /** By default true where the system allows it: namespaces of its own. */
  readonly namespaces?: boolean
}

/** A Node process that talks to us by messages (`child.send`, `child.on('message')`). */
export interface IsolatedProcess {
  readonly child: ChildProcess
  /** Resolves when it has ended, all that it had said is heard, and nothing of it is left. */
  readonly ended: Promise<Exit>
  /** Ends it at once, and all that it has started. */
  kill(): Promise<Exit>
}

/**
 * Starts a module in a process of its own. Where the system allows it the process has process and
 * network namespaces of its own, and every port is free for it. Nothing that it starts outlives it:
 * what it leaves behind is found and ended. Its TMPDIR is a folder of its own, removed at its end;
 * and it does not outlive us.
 * @param entry the module, as Node itself can load it
 */
export function forkIsolated(
  entry: string,
  { args = [], execArgv = [], env = process.env, ...hooks }: IsolatedOptions = {},
): IsolatedProcess {
  const { namespaces = canIsolate() } = hooks
  const temporary = makeTemporary()
  const kin = namespaces ? undefined : watchKin(listOwn)
  const node = [process.execPath, ...execArgv]
  const [command = '', ...rest] = namespaces ? isolateCommand(node) : node
  const child = fork(entry, args, {
    env: { ...env, ...kin?.environment, [ANNOUNCEMENTS_FLAG]: '1', TMPDIR: temporary.path },
    execPath: command,
    execArgv: rest,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
    detached: true,
  })
  living.set(child, temporary)
  if (child.pid !== undefined) kin?.found(child.pid)
  forwardOutput(child, hooks.onOutput ?? print)
  const heard = hear(child, hooks.onAnnouncement ?? (() => undefined))
  const ended = waitForExit(child).then(async (exit) => {
    await heard
    await kin?.end()
    living.delete(child)
    temporary.remove()
    return exit
  })
  return {
    child,
    ended,
    kill() {
      kin?.look()
      killGroup(child)
      return ended
    },
  }
}

/**
 * As the first process of its namespace it heeds no Ctrl+C; and it is killed at its end, so that it
 * cannot remove its own temporary files.
 */
const living = new Map<ChildProcess, Temporary>()
process.on('exit', () => {
  for (const [child, temporary] of living) {
    killGroup(child)
    temporary.remove()
  }
})

function listOwn(): ReadonlySet<number> {
  return new Set(Array.from(living.keys(), ({ pid = 0 }) => pid))
}

/**
 * Who has been started by `unshare`, and had no time to ask that he be killed when it dies, would
 * outlive it; but what reaches a group also reaches the child that is being forked in it.
 */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) sendSignal(-pid, 'SIGKILL')
}

/** A message that comes too late for it is an `error` too: only one that never began has no exit. */
function waitForExit(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => child.pid === undefined && reject(error))
    child.once('exit', (status, signal) => resolve({ status, signal }))
  })
}

function print(bytes: Buffer, stream: 'stdout' | 'stderr'): void {
  process[stream].write(bytes)
}

function forwardOutput(
  { stdout, stderr }: ChildProcess,
  onOutput: (bytes: Buffer, stream: 'stdout' | 'stderr') => void,
): void {
  stdout?.on('data', (bytes: Buffer) => onOutput(bytes, 'stdout'))
  stderr?.on('data', (bytes: Buffer) => onOutput(bytes, 'stderr'))
}

/** Resolves when its end of the pipe is closed: nothing more will be said. */
function hear(child: ChildProcess, onAnnouncement: (said: unknown) => void): Promise<void> {
  const lines = createInterface({ input: child.stdio[ANNOUNCEMENTS_FD] as Readable })
  lines.on('line', (line) => onAnnouncement(JSON.parse(line)))
  return new Promise((resolve) => lines.once('close', resolve))
}
