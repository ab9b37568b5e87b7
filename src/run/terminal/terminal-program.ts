import { type ChildProcess, spawn } from 'node:child_process'
import { type Exit, watchExit } from '../process/exit.ts'
import { createFamily, type Family } from '../process/process-tree.ts'
import { openPseudoTerminal, type WindowSize } from './pseudo-terminal.ts'

/** A program in a terminal of its own. */
export interface TerminalProgram {
  readonly family: Family
  /** Resolves when it has ended and all that it printed is here. */
  readonly exited: Promise<Exit>
  ended(): Exit | undefined
  /** Presses keys. */
  write(keys: string): void
  /** Ctrl+C. */
  interrupt(): void
  /** Will typed text come back as output? */
  echoes(): boolean
  /** How many typed bytes it has not read; known when it has ended. */
  unread(): number
  /** Reads no more of its output: the terminal then holds it. */
  pause(): void
  resize(size: WindowSize): void
  close(): void
}

/**
 * The shell is the leader of a new session; a terminal that it opens becomes the one that controls
 * the session (credentials(7)), so that Ctrl+C reaches the program and its children.
 * In a reader's terminal the shell stays when the program has ended; here the end of the leader
 * hangs up the terminal, and a child that was just about to leave the session would die or live by
 * chance. Without SIGHUP it lives, as the reader's would. (Node gives its programs SIGHUP back.)
 */
const TAKE_TERMINAL = 'trap "" HUP; exec "$@" <"$0" >"$0" 2>&1'

interface StartOptions {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** The reader types himself, in a window of this size. */
  readonly window?: WindowSize | undefined
}

export function startInTerminal(
  argv: readonly string[],
  options: StartOptions,
  onText: (text: string) => void,
): TerminalProgram {
  const family = createFamily()
  const terminal = openPseudoTerminal(onText, options.window)
  const child = spawnIn(terminal.name, argv, options, family)
  let exit: Exit | undefined
  let pause = () => {}
  const paused = new Promise<void>((resolve) => {
    pause = resolve
  })
  let unread = 0
  const exited = watchExit(child).then(async (seen) => {
    await Promise.race([terminal.drain(), paused])
    unread = terminal.unread()
    exit = seen
    return seen
  })
  return {
    family,
    exited,
    ended: () => exit,
    write: terminal.write,
    interrupt: () => terminal.write('\u0003'),
    echoes: terminal.echoes,
    unread: () => unread,
    pause() {
      terminal.pause()
      pause()
    },
    resize: terminal.resize,
    close: terminal.close,
  }
}

function spawnIn(
  terminal: string,
  argv: readonly string[],
  { folder, env }: StartOptions,
  family: Family,
): ChildProcess {
  const child = spawn('/bin/sh', ['-c', TAKE_TERMINAL, terminal, ...argv], {
    cwd: folder,
    env: { ...env, ...family.environment },
    detached: true,
    stdio: 'ignore',
  })
  if (child.pid !== undefined) family.found(child.pid)
  return child
}
