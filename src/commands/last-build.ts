import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeCache } from '../cache/file.ts'
import { keyOfSources } from '../cache/key.ts'
import { stampPath } from '../check/outside-files.ts'
import { describeTool } from '../check/outside-tools.ts'
import { createCourseId } from '../course/identity.ts'
import { listTree } from '../files/list-tree.ts'
import { ROOT } from '../files/root.ts'

/**
 * What the last whole build was made of, and what it made. While both are as they were there is
 * nothing to do, and neither the engine nor its packages need to be loaded to find that out.
 */
interface Built {
  readonly out: string
  readonly base?: string | undefined
  readonly epub?: boolean | undefined
  readonly inputs: string
  readonly tools: Readonly<Record<string, string | undefined>>
  /** Files that chapters call by their whole paths, and how old each is. */
  readonly paths: Readonly<Record<string, string>>
  readonly site: string
  readonly chapters: number
}

/** What chapters need of the machine. */
interface Outside {
  readonly tools: readonly string[]
  readonly paths: readonly string[]
}

interface Folders {
  /** Absolute, as is `out`. */
  readonly chapters: string
  readonly out: string
  /** Where the site will stand. */
  readonly base?: string | undefined
  /** A book is made too. */
  readonly epub?: boolean | undefined
}

/** How many chapters a build would find built, every one of them; `undefined` if it must look. */
export function recallBuilt(folders: Folders): number | undefined {
  const { chapters, out, base, epub } = folders
  try {
    const built = JSON.parse(readFileSync(locate(chapters), 'utf8')) as Built
    const isSame =
      built.out === out &&
      built.base === base &&
      built.epub === epub &&
      Object.entries(built.tools).every(([name, file]) => describeTool(name) === file) &&
      Object.entries(built.paths).every(([path, stamp]) => stampPath(path) === stamp) &&
      built.site === listSite(out) &&
      built.inputs === hashInputs(folders)
    return isSame ? built.chapters : undefined
  } catch {
    return undefined
  }
}

/**
 * Call it after a build in which everything held.
 * @param inputs what `hashInputs` told before it: what was edited meanwhile is not built
 */
export async function rememberBuilt(
  { chapters, out, base, epub }: Folders,
  inputs: string | undefined,
  { tools, paths }: Outside,
  count: number,
): Promise<void> {
  if (inputs === undefined) return
  const built: Built = {
    out,
    base,
    epub,
    inputs,
    tools: Object.fromEntries(tools.map((name) => [name, describeTool(name)])),
    paths: Object.fromEntries(paths.map((path) => [path, stampPath(path)])),
    site: listSite(out),
    chapters: count,
  }
  await writeCache(locate(chapters), built)
}

function locate(chapters: string): string {
  return join(ROOT, 'build', createCourseId(chapters), 'built.json')
}

/** The text of everything that a build reads; nothing where some of it cannot be read now. */
export function hashInputs({ chapters, out }: Folders): string | undefined {
  const hash = createHash('sha256').update(keyOfSources(['src']))

  const { files } = listTree([join(ROOT, 'site'), chapters], [out, join(ROOT, 'site/dist')], true)
  try {
    for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(file))
    return hash.digest('hex')
  } catch {
    return undefined
  }
}

/** Names, sizes and times: of the site only that nobody has touched it. */
function listSite(out: string): string {
  const stats = listTree([out]).files.map((file) => {
    const { size, mtimeMs } = statSync(file)
    return `${file} ${size} ${mtimeMs}`
  })
  return createHash('sha256').update(stats.join('\n')).digest('hex')
}
