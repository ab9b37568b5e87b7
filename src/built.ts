import { createHash } from 'node:crypto'
import { type Dirent, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeTool } from './check/outside-tools.ts'
import { createCourseId } from './course/identity.ts'
import { ROOT } from './course/root.ts'

/**
 * What the last whole build was made of, and what it made. While both are as they were there is
 * nothing to do, and neither the engine nor its packages need to be loaded to find that out.
 */
interface Built {
  readonly out: string
  readonly base?: string | undefined
  readonly inputs: string
  readonly tools: Readonly<Record<string, string | undefined>>
  readonly site: string
  readonly chapters: number
}

interface Folders {
  /** Absolute, as is `out`. */
  readonly chapters: string
  readonly out: string
  /** Where the site will stand. */
  readonly base?: string | undefined
}

/** How many chapters a build would find built, every one of them; `undefined` if it must look. */
export function recallBuilt({ chapters, out, base }: Folders): number | undefined {
  try {
    const built = JSON.parse(readFileSync(locate(chapters), 'utf8')) as Built
    const isSame =
      built.out === out &&
      built.base === base &&
      Object.entries(built.tools).every(([name, file]) => describeTool(name) === file) &&
      built.site === listSite(out) &&
      built.inputs === hashInputs(chapters)
    return isSame ? built.chapters : undefined
  } catch {
    return undefined
  }
}

/** Call it after a build in which everything held. */
export function rememberBuilt(
  { chapters, out, base }: Folders,
  tools: string[],
  count: number,
): void {
  const built: Built = {
    out,
    base,
    inputs: hashInputs(chapters),
    tools: Object.fromEntries(tools.map((name) => [name, describeTool(name)])),
    site: listSite(out),
    chapters: count,
  }
  mkdirSync(dirname(locate(chapters)), { recursive: true })
  writeFileSync(locate(chapters), JSON.stringify(built))
}

function locate(chapters: string): string {
  return join(ROOT, 'build', createCourseId(chapters), 'built.json')
}

/** The text of everything that a build reads. */
function hashInputs(chapters: string): string {
  const hash = createHash('sha256')
  const { version, platform, arch } = process
  hash.update([version, platform, arch].join())
  const own = ['package.json', 'package-lock.json', 'tsconfig.json'].map((name) => join(ROOT, name))
  const folders = [join(ROOT, 'src'), join(ROOT, 'site'), chapters]
  for (const file of [...own, ...folders.flatMap(listFiles)]) {
    hash.update(`\0${file}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Names, sizes and times: of the site only that nobody has touched it. */
function listSite(out: string): string {
  const stats = listFiles(out).map((file) => {
    const { size, mtimeMs } = statSync(file)
    return `${file} ${size} ${mtimeMs}`
  })
  return createHash('sha256').update(stats.join('\n')).digest('hex')
}

function listFiles(folder: string): string[] {
  const isGenerated = (entry: Dirent) => entry.name === 'dist' && folder === join(ROOT, 'site')
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !isGenerated(entry))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? listFiles(path) : [path]
    })
}
