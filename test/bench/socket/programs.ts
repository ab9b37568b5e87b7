import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const peers = fileURLToPath(new URL('../peers/', import.meta.url))
const here = fileURLToPath(new URL('./', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))
// Inside the project, so that the compiled programs find its packages
const built = fileURLToPath(new URL('../../../build/bench/', import.meta.url))

/** What the library is measured beside: itself before its limits and calls belonged to one object. */
export const FORMER = 'c121530'

/** Commands of all the programs, compiled. */
export async function prepare() {
  mkdirSync(built, { recursive: true })
  const { c, net, live } = { c: compileC, net: peers, live: here }
  await compile(
    ...['net-client.ts', 'net-server.ts', 'koffi-server.ts'].map((name) => join(net, name)),
  )
  await compile(join(live, 'live-client.ts'), join(live, 'live-server.ts'))
  const former = await compileFormer()
  return {
    otherSide: [c('other-side')],
    cClient: [c('c-client')],
    cServer: [c('c-server')],
    pythonClient: [python(), join(peers, 'python_client.py')],
    pythonServer: [python(), join(peers, 'python_server.py')],
    netClient: [process.execPath, join(built, 'net-client.js')],
    netServer: [process.execPath, join(built, 'net-server.js')],
    koffiServer: [process.execPath, join(built, 'koffi-server.js')],
    liveClient: [process.execPath, join(built, 'live-client.js')],
    liveServer: [process.execPath, join(built, 'live-server.js')],
    formerClient: [process.execPath, join(former, 'live-client.js')],
    formerServer: [process.execPath, join(former, 'live-server.js')],
  }
}

/** The same programs over the library of that commit, as the repository remembers it. */
async function compileFormer(): Promise<string> {
  const folder = join(built, FORMER)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const sources = ['src/socket', 'test/bench/socket']
  const archive = execFileSync('git', ['archive', FORMER, ...sources], { cwd: root })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  const programs = ['live-client.ts', 'live-server.ts'].map((name) => {
    return join(folder, 'test/bench/socket', name)
  })
  await compileInto(folder, programs)
  return folder
}

function compileC(name: string): string {
  const out = join(built, name)
  execFileSync('gcc', ['-O2', '-o', out, join(peers, `${name}.c`)])
  return out
}

/** The interpreter itself: a shim in its place would start it through a shell. */
function python(): string {
  return execFileSync('python3', ['-c', 'import sys; print(sys.executable)']).toString().trim()
}

function compile(...entryPoints: string[]): Promise<void> {
  return compileInto(built, entryPoints)
}

async function compileInto(outdir: string, entryPoints: string[]): Promise<void> {
  await build({
    entryPoints,
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['koffi'],
    logLevel: 'error',
  })
}

/** What the measurement needs and this machine does not have. */
export function findMissing(): string[] {
  return ['gcc', 'python3', 'git', 'tar'].filter(
    (name) => spawnSync(name, ['--version']).error !== undefined,
  )
}

/** What stands before each command: one processor for all, and precedence over the rest of the
 * machine, as far as this system and this user may. */
export function findPrefix(): string[] {
  const core = String(availableParallelism() - 1)
  const wanted = [
    ['nice', '-n', '-15'],
    ['taskset', '-c', core],
  ]
  return wanted.filter(isAllowed).flat()
}

function isAllowed([file = '', ...args]: readonly string[]): boolean {
  const { status, stderr } = spawnSync(file, [...args, 'true'])
  // nice runs the command all the same, and only says that it may not
  return status === 0 && stderr.length === 0
}
