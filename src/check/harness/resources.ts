import { createHook, executionAsyncId } from 'node:async_hooks'
import fs from 'node:fs'

/** What a check opened in its own process and has not closed. */
export interface Resource {
  /** What it is, in words. */
  readonly name: string
  /** Where it was opened, the check's own line on top; unknown for a file opened at once. */
  readonly stack?: string
}

export interface Watch {
  /** What is still open and was opened by a line of this file. */
  left(file: string): Resource[]
  stop(): void
}

/** Types of async_hooks that a program has to close itself. */
const NAMES: Readonly<Record<string, string>> = {
  TCPSERVERWRAP: 'слушающий сокет',
  TCPWRAP: 'соединение',
  PIPESERVERWRAP: 'слушающий сокет AF_UNIX',
  PIPEWRAP: 'соединение или канал',
  UDPWRAP: 'датаграммный сокет',
  PROCESSWRAP: 'процесс',
  WORKER: 'поток',
  FSEVENTWRAP: 'наблюдение за файлом',
  Timeout: 'таймер (нужен clearTimeout() или unref())',
}

/** `Timeout` of node:timers, which has no name of its own to import. */
const Timer = getTimerClass()

function getTimerClass() {
  const timer = setTimeout(() => {})
  clearTimeout(timer)
  return timer.constructor as new () => NodeJS.Timeout
}

interface Origin {
  readonly type: string
  /** Its stack is put into words only when somebody asks. */
  readonly trace: Error
  /** What was going on when it was opened. */
  readonly during: number
}

/** Watches all that this process opens from now on. */
export function watchResources(): Watch {
  const origins = new Map<number, Origin>()
  const alive = new Map<number, object>()
  const files = new Set(listFiles())
  const hook = createHook({
    init(id, type, _trigger, resource) {
      // Promises open nothing, and there are too many of them.
      if (type === 'PROMISE') return
      origins.set(id, { type, trace: traceHere(), during: executionAsyncId() })
      if (type in NAMES) alive.set(id, resource)
    },
    destroy: (id) => void alive.delete(id),
  }).enable()
  return {
    left: (file) => [
      ...[...alive]
        .filter(([, resource]) => keepsBusy(resource))
        .flatMap(([id]) => describe(id, origins, file)),
      ...listFiles()
        .filter((path) => !files.has(path))
        .map((path) => ({ name: `файл ${path.replace(/^\d+ /, '')}` })),
    ],
    stop: () => void hook.disable(),
  }
}

/** A timer that lets the program end has been thought of; Node itself has such, too. */
function keepsBusy(resource: object): boolean {
  return !(resource instanceof Timer) || resource.hasRef()
}

/** Deep enough for the way from a check's line through Node's own modules. */
const DEPTH = 30

function traceHere(): Error {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = DEPTH
  const trace = new Error()
  Error.stackTraceLimit = before
  return trace
}

/** Only what a line of the file has opened, itself or through what it had begun. */
function describe(id: number, origins: ReadonlyMap<number, Origin>, file: string): Resource[] {
  const name = NAMES[origins.get(id)?.type ?? ''] ?? ''
  for (let at = origins.get(id); at !== undefined; at = origins.get(at.during)) {
    const frames = (at.trace.stack ?? '').split('\n')
    const own = frames.findIndex((frame) => frame.includes(file))
    if (own !== -1) return [{ name, stack: frames.slice(own).join('\n') }]
  }
  return []
}

/** `21 /tmp/notes.txt`: what Node opens for itself has no path, or lies in /dev and /proc. */
function listFiles(): string[] {
  if (process.platform !== 'linux') return []
  return fs.readdirSync('/proc/self/fd').flatMap((fd) => {
    const path = readLink(`/proc/self/fd/${fd}`)
    return /^\/(?!dev\/|proc\/)/.test(path) ? [`${fd} ${path}`] : []
  })
}

function readLink(path: string): string {
  try {
    return fs.readlinkSync(path)
  } catch {
    return ''
  }
}
