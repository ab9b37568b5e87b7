import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Trace, TracedCommand } from '../../course/trace.ts'
import type { Scene } from '../../course/types.ts'
import { endThreads, parseLines, readCalls, readThreads } from './read.ts'

/** Collects what the programs of one scene do with their sockets. */
export interface Tracer {
  /** What a program of the course finds in its environment in this terminal. */
  environment(terminal: number): Readonly<Record<string, string>>
  read(scene: TracedScene): Trace
  close(): void
}

/** What the runner knows of the scene. All times are milliseconds since its start. */
interface TracedScene {
  readonly commands: readonly TracedCommand[]
  /** When it was over: what happened later is not part of it. */
  readonly end: number
  readonly now: number
}

/** Where the compiled tracer lies that is loaded into every program. */
const PRELOAD = 'build/live-sockets/trace.cjs'

/** Does the author want a picture of this scene? */
export function wantsPicture({ cells }: Scene): boolean {
  return cells.some(({ parts }) => parts.some(({ block }) => block.picture))
}

/** @param root the repository's root */
export function openTracer({ cells }: Scene, root: string): Tracer {
  const terminals = cells.flatMap(({ parts }) => parts.map(({ terminal }) => terminal))
  const files = new Map([...new Set(terminals)].map((terminal) => [terminal, openNameless()]))
  // Threads load it too, which they would not do with --import (Node 20)
  const preload = `--require ${JSON.stringify(path.join(root, PRELOAD))}`
  return {
    environment: (terminal) => ({
      LIVE_SOCKETS_TRACE: locate(files.get(terminal) ?? -1),
      NODE_OPTIONS: preload,
    }),
    read({ commands, end, now }) {
      const start = Number(process.hrtime.bigint()) / 1e6 - now
      const parts = [...files].map(([terminal, file]) => {
        const lines = parseLines(readFileSync(locate(file), 'utf8'))
        const calls = readCalls(lines, terminal, start)
        return { threads: endThreads(readThreads(lines, terminal, start), calls, commands), calls }
      })
      return {
        end,
        commands: cutOff(commands, end),
        threads: cutOff(
          parts.flatMap(({ threads }) => threads),
          end,
        ),
        calls: cutOff(
          parts.flatMap(({ calls }) => calls),
          end,
        ),
      }
    },
    close() {
      for (const file of files.values()) closeSync(file)
      files.clear()
    },
  }
}

/** Leaves out what began later; what ended later has not ended yet. */
function cutOff<T extends { readonly start: number; readonly end?: number }>(
  spans: readonly T[],
  end: number,
): T[] {
  return spans
    .filter(({ start }) => start < end)
    .map((span) => {
      if (span.end === undefined || span.end <= end) return span
      const { end: _, ...open } = span
      return open as T
    })
}

/** A file without a name is gone as soon as nobody has it open, however the scene ends. */
function openNameless(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'live-sockets-tracer-'))
  try {
    return openSync(path.join(folder, 'trace'), 'a+')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** By which other processes reach it while we have it open; proc(5). */
function locate(file: number): string {
  return `/proc/${process.pid}/fd/${file}`
}
