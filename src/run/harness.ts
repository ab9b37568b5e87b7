import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { getCurrentTest } from 'vitest/suite'
import { type Dialogue, openDialogue } from './dialogue.ts'
import { type Ending, endProgram, formatSurvivor } from './end-program.ts'
import { cleanEnvironment } from './environment.ts'
import { type Exit, formatExit } from './exit.ts'
import { type Failure, failureAt } from './failure.ts'
import { sendSignal } from './family.ts'
import { awaitLimit, outputLimit } from './limits.ts'
import { findExecutable } from './missing-command.ts'
import { enterNetworkNamespace, type NetworkNamespace } from './network-namespace.ts'
import { type PipedProgram, startPiped } from './piped-program.ts'
import { readProcessorTime } from './process-table.ts'
import { readSockets } from './socket-table.ts'
import { waitFor } from './wait.ts'

export type { Dialogue } from './dialogue.ts'
export type { Exit } from './exit.ts'

/** What a chapter's checks use to run its programs. All that it starts ends with the check. */
export interface Harness {
  /** Starts a program of the chapter with PORT=0; resolves when it listens. */
  start(file: string, options?: StartOptions): Promise<Started>
  /** Opens a TCP connection. */
  connect(port: number, options?: ConnectOptions): Promise<Dialogue>
  /** Runs a program of the chapter to its end. */
  run(file: string, options?: RunOptions): Promise<Result>
  /** Runs a foreign program to its end; skips the check where it is not installed. */
  command(name: string, args?: readonly string[], options?: RunOptions): Promise<Result>
}

export interface StartOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The program listens on this AF_UNIX path, not on a port. */
  readonly path?: string
}

export interface ConnectOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string
  /** Default true: the other side's FIN does not end ours. */
  readonly allowHalfOpen?: boolean
}

export interface RunOptions {
  /** All that the program gets to read; then its input ends. */
  readonly input?: string | Uint8Array
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly timeout?: number
}

export interface Result extends Exit {
  /** Both streams, in order of arrival. */
  readonly output: string
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  /** The port where it listens, or is bound for datagrams; 0 for AF_UNIX. */
  readonly port: number
  readonly pid: number
  /** All that it has printed so far. */
  readonly output: string
  readonly exited: Promise<Exit>
  /** Ends it as Ctrl+C does, and all that it started. */
  stop(): Promise<Exit>
  /** Resolves when it has printed this. */
  printed(text: string | RegExp): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Sends a line to its input. */
  type(text: string): void
  /** Milliseconds of processor time that it and its children have used so far. */
  cpu(): Promise<number>
}

export interface HarnessContext {
  /** The folder of the chapter's compiled programs. */
  readonly programs: string
  /** The folder where programs run. */
  readonly root: string
}

/** Call once, while the chapter's checks are being collected: it hooks in before and after each. */
export function chapterHarness(context: HarnessContext): Harness {
  const programs = new Set<PipedProgram>()
  const dialogues = new Set<Dialogue>()
  let network: NetworkNamespace | undefined

  beforeEach(() => {
    network = enterNetworkNamespace()
  })

  afterEach(async () => {
    for (const dialogue of dialogues) dialogue.destroy()
    dialogues.clear()
    const endings = [...programs].map((program) => end(program))
    programs.clear()
    try {
      const facts = (await Promise.all(endings)).flat()
      if (facts.length > 0) throw new Error(facts.join('\n'))
    } finally {
      network?.leave()
    }
  })

  function launch(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const program = startPiped(argv, { root: context.root, env: cleanEnvironment(env) })
    programs.add(program)
    return program
  }

  const locate = (file: string) => path.join(context.programs, file.replace(/\.ts$/, '.js'))
  const node = (file: string, args: readonly string[] = []) => [
    process.execPath,
    '--enable-source-maps',
    locate(file),
    ...args,
  ]

  async function start(file: string, options: StartOptions = {}): Promise<Started> {
    const fail = failureAt(start)
    const program = launch(node(file, options.args), { PORT: '0', ...options.env })
    const port = await waitForPort(program, options.path, `start('${file}')`, fail)
    return describeStarted(program, port, file, () => {
      programs.delete(program)
    })
  }

  async function connect(port: number, options: ConnectOptions = {}): Promise<Dialogue> {
    const { host = '127.0.0.1', allowHalfOpen = true } = options
    const dialogue = await openDialogue({ port, host, allowHalfOpen }, failureAt(connect))
    dialogues.add(dialogue)
    return dialogue
  }

  function run(file: string, options: RunOptions = {}): Promise<Result> {
    const program = launch(node(file, options.args), options.env)
    return complete(program, options, `run('${file}')`, failureAt(run))
  }

  async function command(name: string, args: readonly string[] = [], options: RunOptions = {}) {
    const fail = failureAt(command)
    if (findExecutable(name) === undefined) skip(name, fail)
    const program = launch([name, ...args], options.env)
    return complete(program, options, `command('${name}')`, fail)
  }

  return { start, connect, run, command }
}

/** In CI everything must be there; elsewhere the check is skipped and says why. */
function skip(name: string, fail: Failure): void {
  const reason = `нет команды ${name}`
  if (process.env.CI === 'true') throw fail(`${reason}: установите её`)
  getCurrentTest()?.context.skip(reason)
}

/** Ends a program; what it should have ended by itself comes back as sentences. */
async function end(program: PipedProgram): Promise<string[]> {
  const { stubborn, left }: Ending = await endProgram(program, () =>
    sendSignal(-program.pid, 'SIGINT'),
  )
  return [
    ...stubborn.map((one) => `${formatSurvivor(one)} не завершился ни по SIGINT, ни по SIGTERM`),
    ...left.map((one) => `программа закончилась, но остался ${formatSurvivor(one)}`),
  ]
}

async function waitForPort(
  program: PipedProgram,
  unixPath: string | undefined,
  call: string,
  fail: Failure,
): Promise<number> {
  const isIt = (socket: { readonly state: string; readonly path: string }) =>
    (socket.state === 'listening' || socket.state === 'bound') &&
    (unixPath === undefined || socket.path === unixPath)
  const seen = await waitFor(() => {
    if (program.ended() !== undefined) return 'ended'
    return readSockets(program.family.members().map(({ pid }) => pid)).find(isIt)
  }, awaitLimit)
  if (seen === undefined) throw fail(`${call}: программа не стала слушать. ${tell(program)}`)
  if (seen !== 'ended') return seen.port
  throw fail(`${call}: программа закончилась, не начав слушать. ${tell(program)}`)
}

function describeStarted(
  program: PipedProgram,
  port: number,
  file: string,
  forget: () => void,
): Started {
  const started: Started = {
    port,
    pid: program.pid,
    get output() {
      return program.output()
    },
    exited: program.exited,
    async stop() {
      const fail = failureAt(started.stop)
      forget()
      const facts = await end(program)
      if (facts.length > 0) throw fail(`${file}: ${facts.join('; ')}`)
      return program.exited
    },
    async printed(text) {
      const fail = failureAt(started.printed)
      const has = () => (typeof text === 'string' ? program.output().includes(text) : text.test(program.output()))
      await waitFor(() => has() || program.ended() !== undefined, awaitLimit)
      if (!has()) throw fail(`${file}: не дождались вывода ${show(text)}. ${tell(program)}`)
    },
    kill: (signal) => sendSignal(program.pid, signal),
    type: (text) => program.write(`${text}\n`),
    async cpu() {
      const pids = program.family.members().map(({ pid }) => pid)
      return pids.reduce((sum, pid) => sum + readProcessorTime(pid), 0)
    },
  }
  return started
}

async function complete(
  program: PipedProgram,
  { input = '', timeout = awaitLimit }: RunOptions,
  call: string,
  fail: Failure,
): Promise<Result> {
  program.write(input)
  program.closeInput()
  const exit = await waitFor(() => program.ended() ?? program.overflowed(), timeout)
  if (exit === undefined) throw fail(`${call} не закончилась за ${timeout} мс. ${tell(program)}`)
  if (exit === true) throw fail(`${call}: вывод больше ${outputLimit} байт`)
  const [output, stdout, stderr] = [program.output(), program.stdout(), program.stderr()]
  return { ...exit, output, stdout, stderr }
}

/** How the program stands and what it has printed: the end of every message. */
function tell(program: PipedProgram): string {
  const exit = program.ended()
  const state = exit === undefined ? '' : `Она закончилась ${formatExit(exit)}. `
  const output = program.output()
  return `${state}Напечатано: ${output === '' ? 'ничего' : `\n${output.slice(-2000)}`}`
}

function show(text: string | RegExp): string {
  return typeof text === 'string' ? `«${text}»` : String(text)
}
