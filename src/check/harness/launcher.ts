import type { Left } from '../../run/leaks/left.ts'
import type { Workplace } from '../../run/leaks/workplace.ts'
import { endProgram, formatSurvivor } from '../../run/process/end-program.ts'
import { cleanEnvironment, OWN_HOME } from '../../run/process/environment.ts'
import { AWAIT_LIMIT } from '../../run/process/limits.ts'
import { type PipedProgram, startPiped } from '../../run/process/piped-program.ts'
import { sendSignal } from '../../run/process/process-tree.ts'
import type { Dialogue } from './dialogue.ts'
import type { Failure } from './failure.ts'

/** Remembers what a check has started, so that nothing of it outlives the check. */
export interface Bench {
  /** How long one await may last, in milliseconds. */
  readonly limit: number
  /**
   * @param fail makes errors at the line of the check that wants the program
   * @param folder where a program of the reader's runs, with his own HOME
   */
  launch(
    argv: readonly string[],
    env: Environment | undefined,
    fail: Failure,
    folder?: string,
  ): PipedProgram
  /** Will be destroyed with everything else. */
  keep(dialogue: Destroyable): void
  /** Does something, and destroys what was kept meanwhile. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** Ends one program; says in sentences what it should have ended by itself. */
  end(program: PipedProgram): Promise<string[]>
  /** Where the programs started from now on run; by default in the root. */
  move(workplace: Pick<Workplace, 'folder' | 'environment'>): void
  /** What the programs started from now on find in their environment beside their own. */
  surround(environment: Environment): void
  /** Ends everything; what should have ended by itself is told at the line that started it. */
  close(): Promise<Left[]>
  /** AF_UNIX paths that programs still held when they were ended. */
  paths(): string[]
}

type Environment = Readonly<Record<string, string>>

/** @param always what programs find in their environment beside their own */
export function createBench(
  root: string,
  limit: number = AWAIT_LIMIT,
  always: Environment = {},
): Bench {
  const programs = new Map<PipedProgram, Failure>()
  const dialogues = new Set<Destroyable>()
  const held = new Set<string>()
  let surroundings = always
  let place: Pick<Workplace, 'folder' | 'environment'> = { folder: root, environment: {} }
  const end = async (program: PipedProgram) => {
    programs.delete(program)
    const { paths, facts } = await endLaunched(program)
    for (const path of paths) held.add(path)
    return facts
  }
  return {
    limit,
    launch(argv, env, fail, folder) {
      const home = folder === undefined ? {} : { HOME: OWN_HOME }
      const whole = cleanEnvironment({ ...place.environment, ...home, ...surroundings, ...env })
      const program = startPiped(argv, { folder: folder ?? place.folder, env: whole })
      programs.set(program, fail)
      return program
    },
    keep: (dialogue) => void dialogues.add(dialogue),
    during: (work) => destroyFreshAfter(work, dialogues),
    end: async (program) => (await end(program)).map(({ fact }) => fact),
    move(workplace) {
      place = workplace
    },
    surround(environment) {
      surroundings = { ...always, ...environment }
    },
    async close() {
      destroyAll(dialogues)
      const endings = [...programs].map(async ([program, fail]) =>
        (await end(program)).map(({ fact, pid }) => ({ error: fail(fact), pid })),
      )
      return (await Promise.all(endings)).flat()
    },
    paths: () => [...held],
  }
}

/** Ends a program; what it should have ended by itself, and the AF_UNIX paths that it still held. */
async function endLaunched(program: PipedProgram) {
  // Like Ctrl+C in a terminal: for the program and for its children.
  const interrupt = () => sendSignal(-program.pid, 'SIGINT')
  const { stubborn, left, paths } = await endProgram(program, interrupt)
  const facts = [
    ...stubborn.map((one) => ({
      fact: `${formatSurvivor(one)} не завершился ни по SIGINT, ни по SIGTERM`,
      pid: one.pid,
    })),
    ...left.map((one) => ({
      fact: `«${program.command}» закончилась, но остался ${formatSurvivor(one)}`,
      pid: one.pid,
    })),
  ]
  return { paths, facts }
}

type Destroyable = Pick<Dialogue, 'destroy'>

async function destroyFreshAfter<T>(
  work: () => Promise<T>,
  dialogues: Set<Destroyable>,
): Promise<T> {
  const before = new Set(dialogues)
  try {
    return await work()
  } finally {
    destroyAll(dialogues, before)
  }
}

function destroyAll(
  dialogues: Set<Destroyable>,
  except: ReadonlySet<Destroyable> = new Set(),
): void {
  for (const dialogue of dialogues) {
    if (except.has(dialogue)) continue
    dialogue.destroy()
    dialogues.delete(dialogue)
  }
}
