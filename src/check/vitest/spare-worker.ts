import {
  forkIsolated,
  type IsolatedOptions,
  type IsolatedProcess,
} from '../../run/isolation/isolated-process.ts'

type Options = Pick<IsolatedOptions, 'env' | 'execArgv'>

/** Workers, one of them started before it is wanted: to load vitest takes longer than most checks. */
export interface Workers {
  start(entry: string, options: Options, hear: (said: unknown) => void): IsolatedProcess
  /** Starts another one like the last, unless it is there already. */
  prepare(): void
  /** Ends the one that nobody has wanted. */
  close(): Promise<void>
}

interface Spare {
  readonly key: string
  readonly worker: IsolatedProcess
  hear: (said: unknown) => void
}

export function openWorkers(): Workers {
  let last: readonly [entry: string, options: Options] | undefined
  let spare: Spare | undefined
  const fork = (entry: string, options: Options): Spare => {
    const one: Spare = {
      key: JSON.stringify([entry, options]),
      worker: forkIsolated(entry, { ...options, onAnnouncement: (said) => one.hear(said) }),
      hear: () => undefined,
    }
    return one
  }
  const take = (entry: string, options: Options): Spare => {
    const taken = spare
    spare = undefined
    if (taken?.key === JSON.stringify([entry, options]) && isAlive(taken)) return taken
    void taken?.worker.kill()
    return fork(entry, options)
  }
  return {
    start(entry, options, hear) {
      last = [entry, options]
      const taken = take(entry, options)
      taken.hear = hear
      return taken.worker
    },
    prepare() {
      if (last !== undefined && (spare === undefined || !isAlive(spare))) spare = fork(...last)
    },
    async close() {
      await spare?.worker.kill()
      spare = undefined
    },
  }
}

function isAlive({ worker: { child } }: Spare): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null
}
