import type { ChildProcess } from 'node:child_process'
import type { API, Diagnostic as Found, Project, Snapshot } from 'typescript/unstable/async'
import type { Diagnostic } from './compiler.ts'
import { inTurn } from './in-turn.ts'

/** TypeScript's own compiler as a process that stays: what has not changed it does not read again. */
export interface ResidentCompiler {
  /**
   * What `tsc -p` would say, as the files are now; paths are absolute. One at a time.
   * @param config a tsconfig.json
   * @returns nothing where what is wrong is not in any file: that the one-time compiler tells better
   * @throws if the compiler has ended, or would not notice what has changed: ask another one
   */
  check(config: string): Promise<Diagnostic[] | undefined>
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
    check: inTurn(
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

function createQuestion(api: API): (config: string) => Promise<Diagnostic[] | undefined> {
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
    return project && readProject(project)
  }
}

/** In the order in which the one-time compiler asks: what is said first spares the rest. */
async function readProject({ program }: Project): Promise<Diagnostic[] | undefined> {
  const questions = [
    () => program.getSyntacticDiagnostics(),
    () => program.getProgramDiagnostics(),
    () => program.getGlobalDiagnostics(),
    () => program.getSemanticDiagnostics(),
    () => program.getGlobalDiagnostics(),
  ]
  const found: Found[] = [...(await program.getConfigFileParsingDiagnostics())]
  for (const ask of questions) {
    const more = await ask()
    found.push(...more)
    if (more.length > 0) break
  }
  return describe(found, async (path) => (await program.getSourceFile(path))?.text)
}

async function describe(
  found: readonly Found[],
  read: (path: string) => Promise<string | undefined>,
): Promise<Diagnostic[] | undefined> {
  const texts = new Map<string, string>()
  for (const { fileName: path } of found) {
    // As the compiler has read it: on the disk it may be newer already.
    const text = path === undefined ? undefined : (texts.get(path) ?? (await read(path)))
    if (path === undefined || text === undefined) return undefined
    texts.set(path, text)
  }
  const told = found.map(({ fileName: path = '', pos, code, ...one }) => {
    const place = locate(texts.get(path) ?? '', pos)
    return { path, ...place, code, message: tell(one, '').slice(1) }
  })
  return told.sort(compare)
}

function compare(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.line - b.line || a.column - b.column
}

function locate(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split(/\r\n|[\r\n\u2028\u2029]/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** The reasons of a complaint stand below it, each deeper than what it explains. */
function tell({ text, messageChain = [] }: Pick<Found, 'text' | 'messageChain'>, indent: string) {
  const own: string = `\n${indent}${text}`
  return messageChain.reduce((all, reason): string => all + tell(reason, `${indent}  `), own)
}
