import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { ROOT } from '../../src/files/root.ts'

type Script = 'build' | 'chapter' | 'claims' | 'serve' | 'bless' | 'flake' | 'my' | 'task'

interface CommandOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** The input stays open. */
  readonly openInput?: boolean
  /** A command that runs the command that follows it. */
  readonly through?: readonly string[]
}

/** Runs a script as npm would, in a clean environment, in a group of processes of its own. */
export function start(script: Script, args: readonly string[], options: CommandOptions = {}) {
  const { PATH = '', HOME = '' } = process.env
  const starter = ['--enable-source-maps', join(ROOT, 'scripts/start.js'), script]
  const words = [...(options.through ?? []), process.execPath, ...starter, ...args]
  const running = execa(words[0] ?? '', words.slice(1), {
    cwd: options.cwd ?? ROOT,
    env: { PATH, HOME, LANG: 'C.UTF-8', ...options.env },
    extendEnv: false,
    reject: false,
    detached: true,
    cleanup: true,
    timeout: 540_000,
    killSignal: 'SIGKILL',
    stripFinalNewline: false,
    ...(options.openInput ? { stdin: 'pipe' } : { input: options.input ?? '' }),
  })
  stopWithTest(running)
  return running
}

/** What a test that failed has left running ends with it, and all that belongs to its group. */
function stopWithTest(running: Pick<ChildProcess, 'pid' | 'exitCode' | 'signalCode'>): void {
  try {
    onTestFinished(() => {
      const { pid, exitCode, signalCode } = running
      if (pid !== undefined && exitCode === null && signalCode === null)
        process.kill(-pid, 'SIGKILL')
    })
  } catch {
    // Outside of a test, in a hook, the command is awaited to its end.
  }
}

export type Running = ReturnType<typeof start>

/** Resolves when the command prints it from now on; otherwise tells what it printed instead. */
export async function untilPrinted(running: Running, pattern: RegExp): Promise<RegExpExecArray> {
  let text = ''
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`${what} ${pattern}:\n${text}`))
    const clock = setTimeout(fail, 60_000, 'for long it did not print')
    const look = (chunk: Buffer | string) => {
      text += chunk
      const found = pattern.exec(text)
      if (found === null) return
      clearTimeout(clock)
      resolve(found)
    }
    running.stdout.on('data', look)
    running.stderr.on('data', look)
    running.once('close', () => {
      clearTimeout(clock)
      fail('it ended without')
    })
  })
}

/** A folder for temporary files; remove it. */
export function makeTemporary(): { path: string; env: { TMPDIR: string }; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'live-sockets-tmp-'))
  return {
    path,
    env: { TMPDIR: path },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
