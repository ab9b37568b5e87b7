import { TestRunner } from 'vitest'
import type { Fault, Harm, Outcome } from '../../course/faults.ts'
import { findExecutable } from '../../run/process/executable.ts'
import { isRefused } from '../../run/process/rights.ts'
import { findMeantCommand } from '../../run/process/typo.ts'
import { compiledPath } from '../../tangle/compiled-path.ts'
import { type Crowd, openCrowd } from './crowd.ts'
import { type Dialogue, openDialogue } from './dialogue.ts'
import { endure, succumb, type Talk } from './endure.ts'
import { endureDeaf, succumbToDeaf } from './endure-deaf.ts'
import { type Failure, failureAt } from './failure.ts'
import { type FaultProxy, openProxy } from './fault-proxy.ts'
import { type ForeignProgram, type Launch, launchForeign } from './foreign-program.ts'
import type { Bench } from './launcher.ts'
import { type LossyRelay, openLossyRelay } from './lossy-relay.ts'
import { completeProgram, type Result } from './result.ts'
import { describeStarted, type Started, waitForPort } from './started.ts'

export type { Exit } from '../../run/process/exit.ts'
export type { Dialogue } from './dialogue.ts'
export type { Result } from './result.ts'
export type { Started } from './started.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** For want of what the harness has skipped the check, after «нет»: `команды nc`. */
    missing?: string
    /** A program of the check was refused what a network of one's own would have allowed. */
    refused?: true
  }
}

/** What a chapter's checks use to run its programs. All that it starts ends with the check. */
export interface Harness {
  /** Starts a program of the chapter with PORT=0; resolves when it listens, if it is to listen. */
  start(file: string, options?: StartOptions): Promise<Started>
  /** Opens a TCP connection; rejects with Node's own error. */
  connect(port: number, options?: ConnectOptions): Promise<Dialogue>
  /** A proxy in front of a port of this machine that does to all that passes what the fault says. */
  through(fault: Fault, port: number): Promise<Pick<FaultProxy, 'port'>>
  /** Puts a server through a fault: it must live, and close all. Tells what the client got. */
  endure(server: Started, fault: Fault, talk: Talk): Promise<Outcome>
  /** Puts a server that is shown as a broken one through a fault: it must not bear it. Tells how. */
  succumb(server: Started, fault: Fault, talk: Talk): Promise<Harm>
  /** Puts a server beside a peer that sends and never reads: others must be served all the same.
   * Tells how many bytes the server took of it. */
  endureDeaf(server: Started, text: string | Uint8Array, talk: Talk): Promise<number>
  /** The same for a server that is shown as a broken one: others must not be served. Tells how. */
  succumbToDeaf(server: Started, text: string | Uint8Array, talk: Talk): Promise<Harm>
  /** So many connections at once, which say nothing and stay. */
  swarm(port: number, count: number): Promise<Crowd>
  /** A relay in front of a port of datagrams that loses so many per cent, the same each time. */
  lossyRelay(percent: number, port: number): Promise<LossyRelay>
  /** Runs a program of the chapter to its end. */
  run(file: string, options?: RunOptions): Promise<Result>
  /** Runs a foreign program to its end; skips the check where it is not installed. */
  command(name: string, args?: readonly string[], options?: RunOptions): Promise<Result>
  /** Where the compiled program lies, for a foreign command that starts it. */
  programPath(file: string): string
}

interface StartOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The program listens on this AF_UNIX path, not on a port. */
  readonly path?: string
  /** Default true; false for a program that only talks: its port is 0. */
  readonly listens?: boolean
}

interface ConnectOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string
  /** Default true: the other side's FIN does not end ours. */
  readonly allowHalfOpen?: boolean
}

interface RunOptions {
  /** All that the program gets to read; then its input ends. */
  readonly input?: string | Uint8Array
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly timeout?: number
}

/** The programs that a harness runs. */
export interface Programs {
  /** The folder of the chapter's compiled programs. */
  readonly programs: string
  /** The programs that the chapter has; without them any may be asked for. */
  readonly files?: readonly string[] | undefined
  /** A command of the reader's that takes the place of one of them. */
  readonly foreign?: ForeignProgram | undefined
}

/** What the harness starts, the bench ends. */
export function createHarness(bench: Bench, { programs, files, foreign }: Programs): Harness {
  const locate = (file: string, fail: Failure) => {
    if (files?.includes(file) === false) throw fail(describeUnknown(file, files))
    return compiledPath(programs, file)
  }
  const find = (file: string, args: readonly string[] = [], fail: Failure): Launch => {
    if (foreign?.program === file) return launchForeign(foreign, args)
    return { argv: [process.execPath, '--enable-source-maps', locate(file, fail), ...args] }
  }
  const harness: Harness = {
    async start(file, options = {}) {
      const fail = failureAt(harness.start)
      return start(bench, find(file, options.args, fail), file, options, fail)
    },
    connect: (port, options) => connect(bench, port, options, failureAt(harness.connect)),
    async through(fault, port) {
      const proxy = await openProxy(fault, port)
      bench.keep(proxy)
      return proxy
    },
    endure: (server, fault, talk) => endure(bench, server, fault, talk, failureAt(harness.endure)),
    succumb: (server, fault, talk) =>
      succumb(bench, server, fault, talk, failureAt(harness.succumb)),
    endureDeaf: (server, text, talk) =>
      endureDeaf(bench, server, text, talk, failureAt(harness.endureDeaf)),
    succumbToDeaf: (server, text, talk) =>
      succumbToDeaf(bench, server, text, talk, failureAt(harness.succumbToDeaf)),
    swarm: (port, count) => keep(bench, openCrowd(port, count, bench.limit)),
    lossyRelay: (percent, port) => keep(bench, openLossyRelay(percent, port)),
    async run(file, options = {}) {
      const fail = failureAt(harness.run)
      return run(bench, find(file, options.args, fail), `run('${file}')`, options, fail)
    },
    async command(name, args = [], options = {}) {
      const fail = failureAt(harness.command)
      if (findExecutable(name) === undefined) skip(name, fail)
      // Tools are not the course's own: they may take longer.
      const patient = { timeout: 2 * bench.limit, ...options }
      return run(bench, { argv: [name, ...args] }, `command('${name}')`, patient, fail)
    },
    programPath(file) {
      const fail = failureAt(harness.programPath)
      if (foreign?.program === file) throw fail(NO_PATH)
      return locate(file, fail)
    },
  }
  return harness
}

async function keep<T extends Pick<Dialogue, 'destroy'>>(bench: Bench, opening: Promise<T>) {
  const opened = await opening
  // Twice is once: the check may have done it itself
  let isOpen = true
  const destroy = () => {
    if (isOpen) opened.destroy()
    isOpen = false
  }
  const kept = { ...opened, destroy }
  bench.keep(kept)
  return kept
}

const NO_PATH = 'эта проверка берёт программу из файла: команда --with её не заменит'

function describeUnknown(file: string, files: readonly string[]): string {
  return `в главе нет программы ${file}. Есть: ${files.join(', ') || 'ни одной'}`
}

async function start(
  bench: Bench,
  { argv, folder, port: free }: Launch,
  file: string,
  { env, path, listens = true }: StartOptions,
  fail: Failure,
): Promise<Started> {
  const port = String((await free?.()) ?? 0)
  const program = bench.launch(argv, { PORT: port, ...env }, fail, folder)
  const wanted = { path, limit: bench.limit }
  const seen = listens ? await waitForPort(program, wanted, `start('${file}')`, refusal(fail)) : 0
  return describeStarted(bench, program, seen, file)
}

async function connect(
  bench: Bench,
  port: number,
  { host = '127.0.0.1', allowHalfOpen = true }: ConnectOptions = {},
  fail: Failure,
): Promise<Dialogue> {
  const dialogue = await openDialogue({ port, host, allowHalfOpen }, bench.limit, fail)
  bench.keep(dialogue)
  return dialogue
}

async function run(
  bench: Bench,
  { argv, folder }: Launch,
  call: string,
  options: RunOptions,
  fail: Failure,
): Promise<Result> {
  const program = bench.launch(argv, options.env, fail, folder)
  const result = await completeProgram(program, { timeout: bench.limit, ...options }, call, fail)
  noteRefusal(result.output)
  return result
}

/** What the system forbids here, the check cannot be judged by. */
function noteRefusal(text: string): void {
  const test = TestRunner.getCurrentTest()
  if (test !== undefined && isRefused(text)) test.meta.refused = true
}

/** A failure that notes what it tells of a refusal. */
function refusal(fail: Failure): Failure {
  const noted = (message: string) => {
    noteRefusal(message)
    return fail(message)
  }
  return Object.assign(noted, { located: fail.located })
}

/** In CI everything must be there; elsewhere the check is skipped and says why. */
function skip(name: string, fail: Failure): void {
  const reason = `нет команды ${name}`
  const meant = findMeantCommand(name)
  if (meant !== undefined) throw fail(`${reason}: похоже на опечатку. Может быть, ${meant}?`)
  if (process.env.CI === 'true') throw fail(`${reason}: установите её`)
  const test = TestRunner.getCurrentTest()
  if (test !== undefined) test.meta.missing = `команды ${name}`
  test?.context.skip(reason)
}
