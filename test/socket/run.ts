import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

// Blocking calls run in programs of their own: one inside the test process would stop the test's
// own time limit too. What does not end by itself is killed, and its name is told.

const source = fileURLToPath(new URL('./programs/', import.meta.url))
// Inside the project, so that the compiled programs find its packages
const buildRoot = fileURLToPath(new URL('../../build/', import.meta.url))

/** Few programs of these tests need a twentieth of it; a test may ask for more. */
const WATCHDOG = 25_000

let compiled = ''
const running = new Set<Program>()

/** Compiles the programs before the tests of this file, and leaves nothing behind after them. */
export function usePrograms(): void {
  beforeAll(async () => {
    await mkdir(buildRoot, { recursive: true })
    compiled = mkdtempSync(join(buildRoot, 'test-socket-'))
    await build({
      entryPoints: readdirSync(source).map((name) => join(source, name)),
      outdir: compiled,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: ['koffi'],
      logLevel: 'error',
    })
  })
  afterAll(() => {
    for (const program of running) program.kill()
    rmSync(compiled, { recursive: true, force: true })
  })
}

/** Where the compiled programs are. */
export function programPath(name: string): string {
  return join(compiled, `${name}.js`)
}

/** Where a program's source is. */
export function sourcePath(name: string): string {
  return join(source, `${name}.ts`)
}

/** How a program ended. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
  /** When it ended, on `performance.now()`'s clock. */
  readonly at: number
}

/** A running program. */
export interface Program {
  readonly child: ChildProcess
  readonly ended: Promise<Ending>
  /** Waits until it has printed this. */
  printed(text: string | RegExp): Promise<string>
  kill(): void
}

/** Starts one of the compiled programs. */
export function start(name: string, args: string[] = [], options: SpawnOptions = {}): Program {
  return startCommand([process.execPath, programPath(name), ...args], options)
}

/** Runs one of the compiled programs with at most so many descriptors. */
export function runWithDescriptors(
  limit: number,
  name: string,
  ...args: string[]
): Promise<Ending> {
  const script = `ulimit -n ${limit}; exec "$@"`
  return startCommand(['sh', '-c', script, 'sh', process.execPath, programPath(name), ...args])
    .ended
}

/** Runs one of the compiled programs to its end. */
export function run(name: string, ...args: string[]): Promise<Ending> {
  return start(name, args).ended
}

/** Runs a program that has much to do, on a busy machine for up to `limit` ms. */
export function runLong(limit: number, name: string, ...args: string[]): Promise<Ending> {
  return startCommand([process.execPath, programPath(name), ...args], {}, limit).ended
}

/** Starts any command. */
export function startCommand(
  argv: readonly string[],
  options: SpawnOptions = {},
  limit = WATCHDOG,
): Program {
  const [file = '', ...args] = argv
  // What these programs lose at their ends is no news
  const env = { ...process.env, LIVE_SOCKETS_LOST: '0' }
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], env, ...options })
  let out = ''
  let err = ''
  let wake = (): void => {}
  child.stdout?.on('data', (data) => {
    out += data
    wake()
  })
  child.stderr?.on('data', (data) => {
    err += data
  })
  let hung = false
  const dog = setTimeout(() => {
    hung = true
    program.kill()
  }, limit)

  const ended = new Promise<Ending>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running.delete(program)
      clearTimeout(dog)
      if (hung)
        reject(new Error(`${argv.join(' ')}: still running after ${limit} ms; ${out}${err}`))
      resolve({ code, signal, out, err, at: performance.now() })
    })
  })

  async function printed(text: string | RegExp): Promise<string> {
    let over: Ending | null = null
    ended.then(
      (ending) => {
        over = ending
        wake()
      },
      () => wake(),
    )
    while (!(typeof text === 'string' ? out.includes(text) : text.test(out))) {
      if (hung) await ended
      if (over !== null) throw new Error(`${argv.join(' ')} не печатает ${text}: ${out}${err}`)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return out
  }

  const program: Program = { child, ended, printed, kill: () => void child.kill('SIGKILL') }
  running.add(program)
  return program
}
