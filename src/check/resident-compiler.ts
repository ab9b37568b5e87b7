import type { ChildProcess } from 'node:child_process'
import type { API, Project, Snapshot } from 'typescript/unstable/async'
import { inTurn } from './in-turn.ts'

/**
 * TypeScript's own compiler as a process that stays: what has not changed it does not read again.
 * What is wrong it could tell in English only (its API takes no locale): that `tsc` is asked for.
 */
export interface ResidentCompiler {
  /**
   * Would `tsc -p` say nothing of the files as they are now? One question at a time.
   * @param config a tsconfig.json, its path absolute
   * @throws if the compiler has ended, or would not notice what has changed: ask another one
   */
  isSound(config: string): Promise<boolean>
  close(): void
}

/** More programs than these (each keeps some megabytes of types) nobody edits in turn. */
const MOST_PROGRAMS = 8

export async function startCompiler(cwd: string): Promise<ResidentCompiler> {
  const { API: Compiler } = await import('typescript/unstable/async')
  const api = new Compiler({ cwd })
  const child = await connect(api)
  let isGone = false
  let onGone: (error: Error) => void = () => undefined
  child.once('exit', () => {
    isGone = true
    onGone(new Error('the compiler has ended'))
  })
  const ask = createQuestion(api)
  return {
    // The API itself waits for ever for what a dead process would have said.
    isSound: inTurn(
      (config: string) =>
        new Promise((resolve, reject) => {
          onGone = reject
          if (isGone) reject(new Error('the compiler has ended'))
          else ask(config).then(resolve, reject)
        }),
    ),
    close() {
      child.kill('SIGKILL')
    },
  }
}

interface HoldsCompiler {
  readonly client: { connect(): Promise<void>; readonly process: ChildProcess }
}

/** The API would start the process by its first question, and hide it. */
async function connect(api: API): Promise<ChildProcess> {
  const { client } = api as unknown as HoldsCompiler
  await client.connect()
  forgiveWrites(client.process)
  return client.process
}

/** The API lets a write that fails end us; that the process is gone is heard of otherwise. */
function forgiveWrites({ stdin }: ChildProcess): void {
  if (stdin === null) return
  const write = stdin.write.bind(stdin) as (...args: unknown[]) => boolean
  stdin.write = (...args: unknown[]) => {
    const done = args.pop() as () => void
    return write(...args, () => done())
  }
}

function createQuestion(api: API): (config: string) => Promise<boolean> {
  const open: string[] = []
  const settings = new Map<string, string>()
  let last: Snapshot | undefined
  return async (config) => {
    const read = JSON.stringify(await api.parseConfigFile(config))
    // What a tsconfig.json extends is read once in a compiler's life.
    if ((settings.get(config) ?? read) !== read) throw new Error('the settings have changed')
    settings.set(config, read)
    const isOpen = open.includes(config)
    if (isOpen) open.splice(open.indexOf(config), 1)
    open.push(config)
    const snapshot = await api.updateSnapshot({
      // It looks at its files itself, and quickly; what we told it of could be too little.
      fileChanges: { invalidateAll: true },
      ...(isOpen ? {} : { openProjects: [config] }),
      closeProjects: open.splice(0, open.length - MOST_PROGRAMS),
    })
    // Not before: what both have in common must not be forgotten between them.
    await last?.dispose()
    last = snapshot
    const project = snapshot.getProject(config)
    return project !== undefined && isSound(project)
  }
}

async function isSound({ program }: Project): Promise<boolean> {
  const questions = [
    () => program.getConfigFileParsingDiagnostics(),
    () => program.getSyntacticDiagnostics(),
    () => program.getProgramDiagnostics(),
    () => program.getGlobalDiagnostics(),
    () => program.getSemanticDiagnostics(),
    // What the types of the programs need may turn out to be missing only now.
    () => program.getGlobalDiagnostics(),
  ]
  for (const ask of questions) if ((await ask()).length > 0) return false
  return true
}
