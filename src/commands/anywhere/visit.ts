import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { text } from 'node:stream/consumers'
import { listTree } from '../../files/list-tree.ts'
import { cloneCourse } from './clone.ts'
import { type Home, surround } from './homes.ts'

/** What came of running the course in one place. */
export interface Visit {
  readonly home: Home
  /** Letters of the clone's path. */
  readonly length: number
  readonly user: string
  readonly holds: boolean
  /** Seconds. */
  readonly duration: number
  /** All that was printed. */
  readonly output: string
}

interface VisitOptions {
  /** The repository. */
  readonly root: string
  /** The command there: `npm run build`. */
  readonly command: readonly string[]
  /** How long it may take, in milliseconds. */
  readonly limit: number
}

/** `nobody`, wherever Linux is the kernel; needs no name to be run. */
const ORDINARY = 65_534

/** Clones the repository to a place, runs the command there and leaves nothing of it. */
export async function visit(home: Home, options: VisitOptions): Promise<Visit> {
  // In a folder of its own a path of any form can be made.
  const place = mkdtempSync(join(tmpdir(), 'c-'))
  try {
    return await visitIn(place, home, options)
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function visitIn(place: string, home: Home, options: VisitOptions): Promise<Visit> {
  const isOther = home.user === 'ordinary' && process.getuid?.() === 0
  const own = (path: string) => {
    if (isOther) chownSync(path, ORDINARY, ORDINARY)
  }
  chmodSync(place, 0o755)
  const clone = join(place, home.folder)
  mkdirSync(dirname(clone), { recursive: true })
  cloneCourse(options.root, clone, own)
  const entrance = home.link === undefined ? clone : join(place, home.link)
  if (entrance !== clone) symlinkSync(clone, entrance)
  const house = join(place, 'home')
  mkdirSync(house)
  own(house)
  const env: Record<string, string | undefined> = {
    ...surround(home.environment, process.env, house),
    PWD: entrance,
  }
  // Where the one who runs us keeps his temporary files another user may have no right to write.
  if (isOther) delete env.TMPDIR
  const start = performance.now()
  const { status, output } = await run(options, entrance, env, isOther)
  const leaks = status === 0 ? findLeaks(join(clone, 'site/dist'), place) : []
  return {
    home,
    length: entrance.length,
    user: isOther ? 'обычный' : process.getuid?.() === 0 ? 'root' : 'обычный',
    holds: status === 0 && leaks.length === 0,
    duration: Math.round((performance.now() - start) / 1000),
    output: [output, ...leaks].join('\n'),
  }
}

async function run(
  { command: [file = '', ...rest], limit }: VisitOptions,
  cwd: string,
  env: Record<string, string | undefined>,
  isOther: boolean,
): Promise<{ status: number | null; output: string }> {
  const user = isOther ? { uid: ORDINARY, gid: ORDINARY } : {}
  const child = spawn(file, rest, {
    cwd,
    env,
    ...user,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = () => {
    // Its whole group: npm, the command, and what that had started.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }
  const clock = setTimeout(end, limit)
  process.once('exit', end)
  let failure = ''
  child.once('error', (error) => {
    failure = `${error.message}: этот пользователь не может запустить ${file}\n`
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  try {
    const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), closed])
    return { status, output: `${failure}${err}${out}` }
  } finally {
    clearTimeout(clock)
    process.off('exit', end)
  }
}

/** Pages that tell where they were made would differ from folder to folder. */
function findLeaks(site: string, place: string): string[] {
  const marks = [place, encodeURI(place)]
  return listTree([site])
    .files.filter((file) => marks.some((mark) => readFileSync(file, 'utf8').includes(mark)))
    .map((file) => `${relative(place, file)}: на странице стоит путь к папке`)
}
