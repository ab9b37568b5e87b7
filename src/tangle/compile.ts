import { readFile } from 'node:fs/promises'
import { basename, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildFailure, build, type OutputFile, type Plugin, stop } from 'esbuild'
import { CourseError, showPath } from '../course/problem.ts'
import { ROOT } from '../files/root.ts'
import { compiledName } from './compiled-path.ts'
import { turnAddresses } from './own-addresses.ts'
import type { TangledChapter } from './tangle.ts'

/**
 * Compiles every program to a `.js` beside it whose source map names the chapter, so that stack
 * frames read `chapters/04-….md:57:12`. `using` is lowered: Node 20 does not know it.
 * @param home the chapter's folder in `build/`, where the tangled files stand already
 * @returns compiled files by their path in the chapter's folder
 */
export async function compilePrograms(
  { chapter, files }: TangledChapter,
  home: string,
): Promise<Map<string, string>> {
  const programs = files.filter((file) => file.role === 'program')
  if (programs.length === 0) return new Map()
  const sources = new Map(programs.map(({ path, source }) => [path, source]))
  const { outputFiles } = await build({
    absWorkingDir: home,
    entryPoints: programs.map((file) => file.path),
    outdir: home,
    outbase: home,
    write: false,
    bundle: true,
    packages: 'external',
    plugins: [keepModulesApart, turnThreads],
    ...TARGET,
    sourcesContent: false,
  }).catch((error: BuildFailure) => {
    throw readFailure(error, (path) => {
      const source = sources.get(path)
      return source === undefined ? chapter.file : showPath(source)
    })
  })
  const locate = (map: string) => sources.get(map.replace(/\.js\.map$/, '.ts')) ?? chapter.path
  return new Map(outputFiles.map((file) => readOutput(file, home, locate)))
}

/** What is wrong with a program stands at its chapter's own line, or at that of the reader's file. */
function readFailure(error: BuildFailure, locate: (path: string) => string): Error {
  const problems = (error.errors ?? []).map(({ text, location }) => ({
    place: {
      file: locate(location?.file ?? ''),
      line: location?.line ?? 1,
      column: (location?.column ?? 0) + 1,
    },
    fact: `программа не читается: ${text}`,
    remedy: '',
  }))
  return problems.length === 0 ? error : new CourseError(problems)
}

/**
 * Compiles the socket library into the one file that package.json's `exports` names, and what is
 * loaded into programs: the tracer of a scene with a picture, the notes of what was left behind.
 * @returns compiled files by their path in `build/live-sockets/`
 */
export async function compileLibrary(): Promise<Map<string, string>> {
  const common = {
    absWorkingDir: ROOT,
    outdir: 'build/live-sockets',
    write: false,
    bundle: true,
    packages: 'external',
    ...TARGET,
  } as const
  const socket = {
    entryPoints: {
      socket: 'src/socket/index.ts',
      'note-openings': 'src/run/leaks/note-openings.ts',
    },
  }
  const tracer = {
    entryPoints: { trace: 'src/run/trace/preload.ts', 'note-steps': 'src/run/steps/note-steps.ts' },
  }
  // What Node loads with --require is CommonJS
  const required = { format: 'cjs', outExtension: { '.js': '.cjs' }, sourcemap: false } as const
  const builds = [build({ ...common, ...socket }), build({ ...common, ...tracer, ...required })]
  const files = (await Promise.all(builds)).flatMap(({ outputFiles }) => outputFiles)
  return new Map(files.map(({ path, text }) => [basename(path), text]))
}

/** Ends the compiler's own process: whoever runs one program for long needs it no more. */
export function stopCompiler(): Promise<void> {
  return stop()
}

const TARGET = {
  format: 'esm',
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  sourcemap: 'linked',
  logLevel: 'silent',
} as const

const keepModulesApart: Plugin = {
  name: 'keep-modules-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: compiledName(path), external: true },
    )
  },
}

const turnThreads: Plugin = {
  name: 'turn-threads',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: turnAddresses(await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}

function readOutput(
  file: OutputFile,
  home: string,
  locate: (map: string) => string,
): [string, string] {
  const path = relative(home, file.path)
  if (!path.endsWith('.js.map')) return [path, file.text]
  const map = JSON.parse(file.text) as Record<string, unknown>
  // A source is a URL: `#` and `%` of a path would mean something else in it.
  const sources = [pathToFileURL(locate(path)).href]
  return [path, JSON.stringify({ ...map, file: basename(path, '.map'), sources })]
}
