import type { Exit } from '../../run/process/exit.ts'
import type { PipedProgram } from '../../run/process/piped-program.ts'
import { countDescriptors, readProcessorTime } from '../../run/process/process-table.ts'
import { sendSignal } from '../../run/process/process-tree.ts'
import { waitFor } from '../../run/process/wait.ts'
import { findReachable } from '../../run/scene/readiness.ts'
import { countAssertion } from './assertions.ts'
import { type Failure, failureAt, refuseNothing } from './failure.ts'
import type { Bench } from './launcher.ts'
import { tell } from './result.ts'

/** A program that a check has started and that listens. */
export interface Started {
  readonly file: string
  /** The port where it listens, or is bound for datagrams; 0 for AF_UNIX. */
  readonly port: number
  readonly pid: number
  /** All that it has printed so far. */
  readonly output: string
  readonly exited: Promise<Exit>
  /** Ends it as Ctrl+C does, and all that it started; nothing of that may remain. */
  stop(): Promise<Exit>
  /** Resolves when it has printed this. */
  printed(text: string | RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Sends a signal to it and to all processes of its group, as a terminal does. */
  killGroup(signal: NodeJS.Signals): void
  /** Sends a line to its input. */
  type(text: string): void
  /** Ends its input, as ^D does. */
  endInput(): void
  /** Milliseconds of processor time that it and its children have used so far. */
  cpu(): Promise<number>
  /** How many descriptors it and its children have open: no more after a client than before it. */
  descriptors(): number
}

/** Resolves with the port when the system shows the program's socket. */
export async function waitForPort(
  program: PipedProgram,
  options: { readonly path: string | undefined; readonly limit: number },
  call: string,
  fail: Failure,
): Promise<number> {
  if (process.platform !== 'linux') throw fail(`${call}: проверки запускаются только в Linux`)
  const seen = await waitFor(() => {
    const pids = program.family.members().map(({ pid }) => pid)
    return findReachable(pids, options.path) ?? (program.ended() && 'ended')
  }, options.limit)
  if (seen === undefined) throw fail(`${call}: программа не стала слушать. ${tell(program)}`)
  if (seen !== 'ended') return seen.port
  throw fail(`${call}: программа закончилась, не начав слушать. ${tell(program)}`)
}

export function describeStarted(
  bench: Bench,
  program: PipedProgram,
  port: number,
  file: string,
): Started {
  const pids = () => program.family.members().map(({ pid }) => pid)
  const started: Started = {
    file,
    port,
    pid: program.pid,
    get output() {
      return program.output()
    },
    exited: program.exited,
    async stop() {
      const fail = failureAt(started.stop)
      const facts = await bench.end(program)
      if (facts.length > 0) throw fail(`${file}: ${facts.join('; ')}`)
      return program.exited
    },
    printed: (text) =>
      waitForPrint(program, text, { file, limit: bench.limit }, failureAt(started.printed)),
    kill: (signal) => sendSignal(program.pid, signal),
    killGroup: (signal) => sendSignal(-program.pid, signal),
    type: (text) => program.write(`${text}\n`),
    endInput: program.closeInput,
    async cpu() {
      return pids().reduce((sum, pid) => sum + readProcessorTime(pid), 0)
    },
    descriptors: () => pids().reduce((sum, pid) => sum + countDescriptors(pid), 0),
  }
  return started
}

const WANTED = 'Скажите, какого вывода ждёте: пустому подходит любой'

async function waitForPrint(
  program: PipedProgram,
  text: string | RegExp,
  { file, limit }: { readonly file: string; readonly limit: number },
  fail: Failure,
): Promise<void> {
  const isThing = typeof text === 'string' ? text !== '' : ''.search(text) === -1
  refuseNothing(
    isThing,
    `${file}: printed(${typeof text === 'string' ? "''" : text})`,
    WANTED,
    fail,
  )
  const has = () => {
    const output = program.output()
    return typeof text === 'string' ? output.includes(text) : output.search(text) !== -1
  }
  await waitFor(() => has() || program.ended() !== undefined, limit)
  if (has()) return countAssertion()
  const wanted = typeof text === 'string' ? `«${text}»` : String(text)
  throw fail(`${file}: не дождались вывода ${wanted}. ${tell(program)}`)
}
