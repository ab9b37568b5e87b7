import type { Dialogue } from './dialogue.ts'
import { endProgram, formatSurvivor } from './end-program.ts'
import { cleanEnvironment } from './environment.ts'
import { sendSignal } from './family.ts'
import { awaitLimit } from './limits.ts'
import { type PipedProgram, startPiped } from './piped-program.ts'

/** Remembers what a check has started, so that nothing of it outlives the check. */
export interface Bench {
  /** How long one await may last, in milliseconds. */
  readonly limit: number
  launch(argv: readonly string[], env?: Readonly<Record<string, string>>): PipedProgram
  keep(dialogue: Dialogue): void
  /** Ends one program; says in sentences what it should have ended by itself. */
  end(program: PipedProgram): Promise<string[]>
  /** Ends everything. */
  close(): Promise<string[]>
}

export function createBench(root: string, limit: number = awaitLimit): Bench {
  const programs = new Set<PipedProgram>()
  const dialogues = new Set<Dialogue>()

  async function end(program: PipedProgram): Promise<string[]> {
    programs.delete(program)
    // Like Ctrl+C in a terminal: for the program and for its children.
    const { stubborn, left } = await endProgram(program, () => sendSignal(-program.pid, 'SIGINT'))
    return [
      ...stubborn.map((one) => `${formatSurvivor(one)} не завершился ни по SIGINT, ни по SIGTERM`),
      ...left.map((one) => `«${program.command}» закончилась, но остался ${formatSurvivor(one)}`),
    ]
  }

  return {
    limit,
    launch(argv, env = {}) {
      const program = startPiped(argv, { root, env: cleanEnvironment(env) })
      programs.add(program)
      return program
    },
    keep: (dialogue) => void dialogues.add(dialogue),
    end,
    async close() {
      for (const dialogue of dialogues) dialogue.destroy()
      dialogues.clear()
      return (await Promise.all([...programs].map(end))).flat()
    },
  }
}
