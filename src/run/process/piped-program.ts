import { spawn } from 'node:child_process'
import { type Exit, watchExit } from './exit.ts'
import { OUTPUT_LIMIT } from './limits.ts'
import { createFamily, type Family } from './process-tree.ts'
import { waitFor } from './wait.ts'

/** A program whose input and output are pipes. */
export interface PipedProgram {
  readonly command: string
  readonly pid: number
  readonly family: Family
  /** Resolves when it has ended and all its output is here. */
  readonly exited: Promise<Exit>
  ended(): Exit | undefined
  /** All that it has printed so far, in order of arrival. */
  output(): string
  stdout(): string
  stderr(): string
  /** Did it print more than is kept? */
  overflowed(): boolean
  write(bytes: string | Uint8Array): void
  closeInput(): void
}

export function startPiped(
  [file = '', ...args]: readonly string[],
  options: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): PipedProgram {
  const family = createFamily()
  const child = spawn(file, args, {
    cwd: options.folder,
    env: { ...options.env, ...family.environment },
    // A session of its own: signals for it never reach us.
    detached: true,
  })
  if (child.pid !== undefined) family.found(child.pid)
  const printed = gather(child.stdout, child.stderr)
  // A reader that has gone away is the program's own business.
  child.stdin.on('error', () => {})
  let exit: Exit | undefined
  const closed = new Promise<true>((resolve) => child.once('close', () => resolve(true)))
  const exited = watchExit(child).then(async (seen) => {
    // A child of the program may hold the pipes open for ever.
    await Promise.race([closed, waitFor(() => printed.overflowed(), 500)])
    // What is still in them nobody wants: a pipe held open by others would stay open here too.
    for (const stream of child.stdio) stream?.destroy()
    exit = seen
    return seen
  })
  return {
    command: [file, ...args].join(' '),
    pid: child.pid ?? -1,
    family,
    exited,
    ended: () => exit,
    ...printed,
    write: (bytes) => void child.stdin.write(bytes),
    closeInput: () => void child.stdin.end(),
  }
}

/** Collects both streams; after `OUTPUT_LIMIT` bytes it reads no more, and the pipe holds the program. */
function gather(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) {
  const chunks: { readonly error: boolean; readonly bytes: Buffer }[] = []
  let size = 0
  const listen = (stream: NodeJS.ReadableStream, error: boolean) =>
    stream.on('data', (bytes: Buffer) => {
      chunks.push({ error, bytes })
      size += bytes.length
      if (size <= OUTPUT_LIMIT) return
      stdout.pause()
      stderr.pause()
    })
  listen(stdout, false)
  listen(stderr, true)
  const text = (of: typeof chunks) => Buffer.concat(of.map(({ bytes }) => bytes)).toString()
  return {
    output: () => text(chunks),
    stdout: () => text(chunks.filter(({ error }) => !error)),
    stderr: () => text(chunks.filter(({ error }) => error)),
    overflowed: () => size > OUTPUT_LIMIT,
  }
}
