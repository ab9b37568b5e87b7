import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A running program that works when it is asked. */
export interface Candidate {
  readonly name: string
  /** Gives it an amount of work and returns what it measured. */
  measure(amount: number): Promise<number>
  /** Its next line of output. */
  readLine(): Promise<string>
  stop(): void
}

/** How a program is started: its name in the table, and the command. */
export interface Command {
  readonly name: string
  readonly argv: readonly string[]
}

/** Starts a program; `prefix` are the commands that run it in their way. */
export function start({ name, argv }: Command, prefix: readonly string[]): Candidate {
  const [file = '', ...args] = [...prefix, ...argv]
  const child: ChildProcessWithoutNullStreams = spawn(file, args)
  child.stderr.on('data', (data) => void process.stderr.write(data))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function readLine(): Promise<string> {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${name}: программа закончилась раньше времени`)
    return value
  }

  return {
    name,
    readLine,
    async measure(amount) {
      child.stdin.write(`${amount}\n`)
      return Number(await readLine())
    },
    stop() {
      child.kill('SIGKILL')
    },
  }
}
