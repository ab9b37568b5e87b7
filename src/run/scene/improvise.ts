import type { Trace } from '../../course/trace.ts'
import type { ConsoleBlock, Scene } from '../../course/types.ts'
import { shellStatus } from '../process/exit.ts'
import { OUTPUT_LIMIT } from '../process/limits.ts'
import { enterNetworkNamespace } from '../process/network-namespace.ts'
import type { WindowSize } from '../terminal/pseudo-terminal.ts'
import { openTracer, wantsPicture } from '../trace/tracer.ts'
import type { Listener } from './listener.ts'
import { readTrace } from './scene-trace.ts'
import { createStage, fail, openTerminals, playStage, type SceneContext, until } from './stage.ts'
import { currentProgram, isIdle, startCommand, type Terminal } from './terminal.ts'
import { describeLimit } from './time-limit.ts'

/** The reader's hands in the terminals of a scene. */
export interface Improvisation {
  /** Starts a command, if nothing runs in this terminal. */
  command(terminal: number, text: string): void
  /** Presses keys. */
  type(terminal: number, keys: string): void
  resize(terminal: number, size: WindowSize): void
  /** Ends all that runs. */
  stop(): void
  /** Resolves when all has ended; what the programs did, where the scene has a picture. */
  readonly over: Promise<Trace | undefined>
}

export interface ImproviseOptions extends SceneContext {
  /** Gets what a terminal prints as it is. */
  readonly onText: (terminal: number, text: string) => void
  /** Hears the status of each command, as a shell has it. */
  readonly onEnd: (terminal: number, status: number) => void
  /** A program has printed too much, and is ended. */
  readonly onOverflow: (terminal: number) => void
}

/** The terminals of a scene, with nothing in them but what the reader types. */
export function improviseScene(scene: Scene, options: ImproviseOptions): Improvisation {
  const network = enterNetworkNamespace()
  const tracer = wantsPicture(scene) ? openTracer(scene, options.root) : undefined
  const stage = createStage({ ...scene, limit: LIMIT }, options, tracer)
  openTerminals(stage, () => DEAF)
  const sizes = new Map<number, WindowSize>()
  let stopped = false
  const find = (wanted: number) =>
    stage.terminals.find(({ script }) => script.terminal === wanted && !stopped)
  const play = () =>
    until(
      stage,
      () => stopped,
      () => describeLimit(stage),
    )
  const over = playStage(stage, play).then(() => tracer && readTrace(stage, tracer))
  return {
    command(wanted, text) {
      const terminal = find(wanted)
      if (terminal === undefined || !isIdle(terminal)) return
      const window = sizes.get(wanted) ?? USUAL
      startCommand(terminal, describeStep(terminal, text), {
        folder: stage.workplace.folder,
        resolveProgram: options.resolveProgram,
        variables: tracer?.environment(wanted),
        env: { ...options.env, ...stage.workplace.environment },
        window,
        now: () => performance.now() - stage.started,
        onText: (printed) => options.onText(wanted, printed),
        onPrint() {
          if (terminal.size <= OUTPUT_LIMIT) return
          options.onOverflow(wanted)
          fail(stage, () => describeLimit(stage))
        },
        onEnd: (exit) => options.onEnd(wanted, shellStatus(exit)),
      })
    },
    type(wanted, keys) {
      const terminal = find(wanted)
      if (terminal !== undefined && !isIdle(terminal)) currentProgram(terminal)?.write(keys)
    },
    resize(wanted, size) {
      sizes.set(wanted, size)
      const terminal = find(wanted)
      if (terminal !== undefined && !isIdle(terminal)) currentProgram(terminal)?.resize(size)
    },
    stop() {
      stopped = true
    },
    over: over.finally(() => {
      tracer?.close()
      network?.leave()
    }),
  }
}

/** Seconds: whoever has ordered it has a limit of his own. */
const LIMIT = 3600

const USUAL: WindowSize = { rows: 24, columns: 80 }

/** Nothing is compared: the reader sees it himself. */
const DEAF: Listener = {
  act: () => undefined,
  print: () => undefined,
  expectEcho: () => undefined,
  close: () => undefined,
  transcripts: () => [],
}

function describeStep({ script }: Terminal, text: string) {
  const block = script.blocks[0] as ConsoleBlock
  const action = { kind: 'command', place: block.place, text } as const
  return { action, block, cell: 0, outputs: [] }
}
