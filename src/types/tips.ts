import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { readCache, writeCache } from '../cache/file.ts'
import { keyOf, keyOfSources } from '../cache/key.ts'
import { CourseError } from '../course/problem.ts'
import { listCode, type Tips } from '../course/tips.ts'
import type { Chapter, Problem } from '../course/types.ts'
import { COMPILED, locateModule } from '../files/engine.ts'
import { COMPILER_ENVIRONMENT } from '../tangle/compiler-options.ts'
import type { TangledChapter } from '../tangle/tangle.ts'

interface Entry {
  readonly key: string
  readonly tips: Tips
}

/** What the meaning of a chapter's names depends on beside its own code: what the code may import. */
const SOURCES = [
  'src/types',
  'src/cache',
  'src/files',
  'src/course',
  'src/tangle',
  'src/socket',
  'src/run',
  'src/check/module.d.ts',
]

/**
 * The types of chapters' names as an earlier build found them, if nothing that they depend on has
 * changed since.
 * @param folder the course's folder in `build/`
 */
export async function recallTips(
  chapters: readonly Chapter[],
  folder: string,
): Promise<Map<string, Tips>> {
  const known = await Promise.all(
    chapters.map(async (chapter) => {
      const entry = await readCache<Entry>(locate(chapter, folder))
      return entry?.key === createKey(chapter) ? [[chapter.slug, entry.tips] as const] : []
    }),
  )
  return new Map(known.flat())
}

/**
 * Asks the compiler for the types of the names in these chapters, and keeps what it says.
 * @throws {CourseError} when it does not answer as it should
 */
export async function findTips(
  chapters: readonly TangledChapter[],
  folder: string,
): Promise<Map<string, Tips>> {
  if (chapters.length === 0) return new Map()
  const found = await askTips(chapters, folder)
  const kept = chapters.map(async ({ chapter }) => {
    const entry = { key: createKey(chapter), tips: found.get(chapter.slug) }
    await writeCache(locate(chapter, folder), entry)
  })
  await Promise.all(kept)
  return found
}

async function askTips(
  chapters: readonly TangledChapter[],
  folder: string,
): Promise<Map<string, Tips>> {
  try {
    return await readInThread(chapters, folder)
  } catch (error) {
    throw new CourseError([describe(error)])
  }
}

/** The compiler answers while its caller stands still: a thread of its own, and the build goes on. */
async function readInThread(
  chapters: readonly TangledChapter[],
  folder: string,
): Promise<Map<string, Tips>> {
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { chapters, folder },
    env: { ...process.env, ...COMPILER_ENVIRONMENT },
  })
  const [found] = await once(worker, 'message')
  await worker.terminate()
  return found
}

const READER = pathToFileURL(locateModule('types/read-tips.ts')).href

/** A thread knows nothing of the loader that its process was started with: sources need one. */
const LOADER =
  COMPILED === undefined
    ? `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => register())`
    : 'Promise.resolve()'

const THREAD = `
const { parentPort, workerData: { chapters, folder } } = require('node:worker_threads')
${LOADER}
  .then(() => import(${JSON.stringify(READER)}))
  .then(({ readTips }) => parentPort.postMessage(readTips(chapters, folder)))
`

function locate({ slug }: Chapter, folder: string): string {
  return join(folder, slug, 'types.json')
}

/** Prose may move the code: places do not count. */
function createKey(chapter: Chapter): string {
  sources ??= keyOfSources(SOURCES)
  return keyOf(sources, [
    listCode(chapter).map(({ place: _, ...block }) => block),
    chapter.borrowed.map(({ slug, file, parts }) => [slug, file, parts.map(({ lines }) => lines)]),
  ])
}

let sources: string | undefined

function describe(error: unknown): Problem {
  const said = error instanceof Error ? error.message : String(error)
  return {
    place: { file: 'package.json', line: 1, column: 1 },
    fact: `типы имён не узнать, компилятор ответил: ${said.split('\n', 1)[0]}`,
    remedy: 'Нужна та версия typescript, что записана в package.json: npm ci.',
  }
}
