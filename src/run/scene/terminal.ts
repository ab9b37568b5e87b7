import type { CommandItem, Key } from '../../course/types.ts'
import { cleanEnvironment } from '../process/environment.ts'
import type { Exit } from '../process/exit.ts'
import { OUTPUT_LIMIT } from '../process/limits.ts'
import { parseCommandLine, type ResolveProgram } from '../terminal/command-line.ts'
import { createOwnPaths } from '../terminal/own-paths.ts'
import type { WindowSize } from '../terminal/pseudo-terminal.ts'
import { createScreen } from '../terminal/screen.ts'
import { startInTerminal, type TerminalProgram } from '../terminal/terminal-program.ts'
import type { Listener } from './listener.ts'
import type { Script, Step } from './script.ts'

/** One terminal of a scene that runs: its script and the program that is in it now. */
export interface Terminal<L extends Listener = Listener> {
  readonly script: Script
  readonly listener: L
  /** Every program that was started here, in order. */
  readonly programs: StartedCommand[]
  /** How many steps have been performed. */
  performed: number
  /** Bytes that the present program has printed. */
  size: number
  /** What it is waiting for now, for the message when time is over. */
  waiting: string
  /** The runner ends it: what it still prints is not part of the scene. */
  stopped: boolean
}

export interface StartedCommand {
  readonly step: Step
  readonly program: TerminalProgram
  /** Milliseconds since the start of the scene. */
  readonly started: number
  ended?: number
}

interface TerminalOptions {
  /** Where the command runs. */
  readonly folder: string
  readonly resolveProgram: ResolveProgram
  /** Beyond what every terminal has. */
  readonly env: Readonly<Record<string, string>>
  /** For the environment of the course's programs. */
  readonly variables?: Readonly<Record<string, string>> | undefined
  /** Milliseconds since the start of the scene. */
  readonly now: () => number
  readonly onPrint: () => void
  /** Gets what it prints as it is. */
  readonly onText?: (text: string) => void
  /** The reader types himself, in a window of this size. */
  readonly window?: WindowSize
  readonly onEnd: (exit: Exit) => void
}

export function createTerminal<L extends Listener>(script: Script, listener: L): Terminal<L> {
  return {
    script,
    listener,
    programs: [],
    performed: 0,
    size: 0,
    waiting: '',
    stopped: false,
  }
}

export function startCommand(terminal: Terminal, step: Step, options: TerminalOptions): void {
  const { folder, resolveProgram, variables, env, window, now, onPrint, onText, onEnd } = options
  const { argv } = parseCommandLine((step.action as CommandItem).text, resolveProgram, variables)
  const strip = createOwnPaths(step.block.place.file)
  const screen = createScreen((row) => terminal.listener.print(strip(row), true, now()))
  const started = now()
  perform(terminal, step, started)
  terminal.size = 0
  const program = startInTerminal(argv, { folder, env: cleanEnvironment(env), window }, (text) => {
    terminal.size += Buffer.byteLength(text)
    if (terminal.size > OUTPUT_LIMIT) program.pause()
    if (terminal.stopped || terminal.size > OUTPUT_LIMIT) return onPrint()
    onText?.(text)
    screen.feed(text)
    if (screen.row() !== '') terminal.listener.print(strip(screen.row()), false, now())
    onPrint()
  })
  const command: StartedCommand = { step, program, started }
  terminal.programs.push(command)
  program.exited.then((exit) => {
    command.ended = now()
    if (!terminal.stopped) terminal.listener.close()
    onEnd(exit)
  })
}

/** What a keyboard sends for Ctrl+C, Ctrl+D and Ctrl+]. */
const KEYS: Readonly<Record<Key, string>> = { C: '\u0003', D: '\u0004', ']': '\u001D' }

/** A key of the terminal (^C, ^D, ^]), or a line and Enter. */
export function typeLine(terminal: Terminal, step: Step, now: number): void {
  const { action } = step
  const program = currentProgram(terminal)
  perform(terminal, step, now)
  if (action.kind !== 'typed' || program === undefined) return
  const { key, text } = action
  if (program.echoes()) terminal.listener.expectEcho(text, key === undefined)
  program.write(key === undefined ? `${text}\r` : KEYS[key])
}

function perform(terminal: Terminal, step: Step, now: number): void {
  terminal.listener.act(step, now)
  terminal.performed += 1
}

export function currentProgram({ programs }: Terminal): TerminalProgram | undefined {
  return programs.at(-1)?.program
}

/** Has its program ended, or was none started yet? */
export function isIdle(terminal: Terminal): boolean {
  const program = currentProgram(terminal)
  return program === undefined || program.ended() !== undefined
}

export function readPids({ programs }: Terminal): number[] {
  return programs.flatMap(({ program }) => program.family.members().map(({ pid }) => pid))
}
