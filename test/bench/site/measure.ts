import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One run of a whole process, its threads included. */
export interface Run {
  /** Seconds. */
  readonly wall: number
  /** Seconds of all processors together. */
  readonly cpu: number
  /** The most memory that it held, MB. */
  readonly memory: number
}

const REPORTER = fileURLToPath(new URL('./report-usage.js', import.meta.url))

/** Runs a command of Node's to its end; what it prints is shown only when it fails. */
export async function measure(argv: readonly string[], folder: string): Promise<Run> {
  const home = mkdtempSync(join(tmpdir(), 'bench-site-'))
  const report = join(home, 'usage.json')
  const env = { ...process.env, NODE_OPTIONS: `--import ${REPORTER}`, USAGE_REPORT: report }
  try {
    const begin = performance.now()
    await run(argv, folder, env)
    const wall = (performance.now() - begin) / 1000
    return { wall, ...JSON.parse(readFileSync(report, 'utf8')) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function run(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const [file = '', ...args] = argv
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stderr.on('data', (data) => {
    output += data
  })
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (status !== 0) throw new Error(`${argv.join(' ')} кончилась с кодом ${status}:\n${output}`)
}
