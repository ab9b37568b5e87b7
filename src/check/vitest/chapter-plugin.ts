import { basename, dirname, join, resolve } from 'node:path'
import { transform } from 'esbuild'
import type { Plugin } from 'vitest/config'
import { locateModule } from '../../files/engine.ts'
import { ROOT } from '../../files/root.ts'
import {
  compiledName,
  listRunnable,
  locateChapter,
  type RunnableProgram,
} from '../../tangle/compiled-path.ts'
import type { PreparedCourse } from '../../tangle/prepare.ts'
import { CHECKS, type TangledChapter } from '../../tangle/tangle.ts'
import type { ChapterContext } from './chapter-tests.ts'

/** What only some runs want to say. */
export interface PluginOptions {
  /** Names the checks to run of a folder in `build/`, as soon as they are known; by default all. */
  readonly choose?: (home: string) => Promise<readonly string[] | undefined>
  /** Of which folders in `build/` the programs are the reader's. */
  readonly attempts?: ReadonlyMap<string, ChapterContext['attempt']>
  /** How long the checks of a module may take to load (ms). */
  readonly loadLimit?: number
}

const SPECIFIER = 'live-sockets/check'
/** A chapter's packages are the repository's, wherever the chapter itself may lie. */
const HOME = join(ROOT, 'package.json')
/** Milliseconds: a busy machine needs some. */
const LOAD_LIMIT = 40_000
const VIRTUAL = '\0chapter-tests:'

/**
 * Lets vitest run a chapter as a test file: the file's own id, its checks and scenes as the code.
 * @param prepare gives the course with its programs compiled; called again when a chapter changed
 */
export function chapterPlugin(
  prepare: () => Promise<PreparedCourse>,
  options: PluginOptions = {},
): Plugin {
  let current: Promise<PreparedCourse> | undefined
  // Only when a chapter is loaded: vitest reads this configuration for other tests too.
  const read = () => {
    current ??= prepare()
    return current
  }
  return {
    name: 'live-sockets:chapters',
    enforce: 'pre',
    async resolveId(source, importer = '') {
      const prepared = await read()
      if (source === SPECIFIER) return VIRTUAL + folderOf(importer, prepared)
      if (findChapter(importer, prepared) === undefined) return null
      if (!/^\.\.?\//.test(source)) return this.resolve(source, HOME, { skipSelf: true })
      return compiledName(join(prepared.folder, folderOf(importer, prepared), source))
    },
    async load(id) {
      const prepared = await read()
      if (id.startsWith(VIRTUAL)) {
        return describeChapter(id.slice(VIRTUAL.length), prepared, options)
      }
      const chapter = findChapter(id, prepared)
      return chapter === undefined ? null : compileChecks(id, chapter)
    },
    watchChange(id) {
      if (id.endsWith('.md')) current = undefined
    },
  }
}

/** The chapter whose checks a module holds: the chapter's own file, or those of a variant. */
function findChapter(id: string, { chapters, folder }: PreparedCourse): TangledChapter | undefined {
  const path = resolve(id)
  return chapters.find(
    ({ chapter, variants }) =>
      chapter.path === path ||
      variants.some((v) => join(folder, chapter.slug, v.folder, CHECKS) === path),
  )
}

function folderOf(id: string, prepared: PreparedCourse): string {
  const chapter = findChapter(id, prepared)?.chapter
  if (chapter === undefined) throw new Error(`${SPECIFIER} is for chapters only, not for ${id}`)
  return chapter.path === resolve(id)
    ? chapter.slug
    : dirname(resolve(id)).slice(prepared.folder.length + 1)
}

async function compileChecks(id: string, { chapter, files }: TangledChapter) {
  const variant = chapter.path === resolve(id) ? '' : `${basename(dirname(id))}/`
  const path = `${variant}${CHECKS}`
  const text = files.find((file) => file.path === path)?.text ?? ''
  const { code, map } = await transform(text, {
    loader: 'ts',
    target: 'node20',
    format: 'esm',
    sourcemap: 'external',
    // Line for line the chapter; under its own name, or vitest would not know it for the test's place.
    sourcefile: id,
  })
  return { code, map: { ...JSON.parse(map), sourcesContent: [chapter.text] } }
}

/** The programs that checks and scenes may name, as those of a variant do: a folder deeper. */
function listFrom(folder: string, { chapter, programs }: TangledChapter): RunnableProgram[] {
  const files = programs.map((program) => program.file)
  const deeper = folder.includes('/') ? '../' : ''
  return listRunnable(chapter, files).map(({ path, ...program }) => ({
    ...program,
    path: path.startsWith('../') ? `${deeper}${path}` : path,
  }))
}

/** The module that hands the harness, set up for one chapter, to its checks. */
async function describeChapter(
  folder: string,
  { chapters, ...prepared }: PreparedCourse,
  { choose, attempts, loadLimit = LOAD_LIMIT }: PluginOptions,
): Promise<string> {
  const home = join(prepared.folder, folder)
  const tangled = chapters.find((c) => folder.split('/')[0] === c.chapter.slug)
  const context = {
    root: ROOT,
    file: tangled?.chapter.file,
    programs: home,
    only: await choose?.(home),
    loadLimit,
    runnable: tangled === undefined ? [] : listFrom(folder, tangled),
    scenes: tangled?.chapter.scenes,
    attempt: attempts?.get(home),
    surroundings: tangled && locateChapter(tangled.chapter, home),
  }
  return [
    `import { openChapter } from ${JSON.stringify(locateModule('check/vitest/chapter-tests.ts'))}`,
    "export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'",
    `const chapter = openChapter(${JSON.stringify(context)})`,
    'export const { BEST, FAULTS, swarm, endure, endureDeaf, lossyRelay, through } = chapter',
    'export const { succumb, succumbToDeaf } = chapter',
    'export const { command, connect, programPath, run, scene, start } = chapter',
  ].join('\n')
}
