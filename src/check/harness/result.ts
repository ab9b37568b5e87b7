import { type Exit, formatExit } from '../../run/process/exit.ts'
import { OUTPUT_LIMIT } from '../../run/process/limits.ts'
import type { PipedProgram } from '../../run/process/piped-program.ts'
import { waitFor } from '../../run/process/wait.ts'
import type { Failure } from './failure.ts'

/** How a program ended and what it printed. */
export interface Result extends Exit {
  /** Both streams, in order of arrival. */
  readonly output: string
  readonly stdout: string
  readonly stderr: string
}

export async function completeProgram(
  program: PipedProgram,
  options: { readonly input?: string | Uint8Array; readonly timeout: number },
  call: string,
  fail: Failure,
): Promise<Result> {
  const { input = '', timeout } = options
  program.write(input)
  program.closeInput()
  const look = () => program.ended() ?? (program.overflowed() ? 'overflowed' : undefined)
  const exit = await waitFor(look, timeout)
  if (exit === undefined) throw fail(`${call} не закончилась за ${timeout} мс. ${tell(program)}`)
  if (exit === 'overflowed') throw fail(`${call} напечатала больше ${OUTPUT_LIMIT / 1024} КиБ`)
  const [output, stdout, stderr] = [program.output(), program.stdout(), program.stderr()]
  return { ...exit, output, stdout, stderr }
}

/** How the program stands and what it has printed: the end of every message. */
export function tell(program: PipedProgram): string {
  const exit = program.ended()
  const state = exit === undefined ? '' : `Она закончилась ${formatExit(exit)}. `
  // The bar keeps a stack that the program printed apart from the stack of the check.
  const output = program.output().trimEnd().slice(-2000).replace(/^/gm, '  | ')
  return `${state}Напечатано: ${output.trim() === '|' ? 'ничего' : `\n${output}`}`
}
