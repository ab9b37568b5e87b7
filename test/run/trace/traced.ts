import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SceneResult } from '../../../src/course/evidence.ts'
import { formatProblem } from '../../../src/course/problem.ts'
import type { Trace, TracedCall } from '../../../src/course/trace.ts'
import { ROOT } from '../../../src/files/root.ts'
import { runScene } from '../../../src/run/scene/scene.ts'
import { stopCompiler } from '../../../src/tangle/compile.ts'
import { createResolver, listRunnable } from '../../../src/tangle/compiled-path.ts'
import type { PreparedCourse } from '../../../src/tangle/prepare.ts'
import { prepareFiles } from '../../helpers/prepare.ts'

/** A chapter of programs and of one scene, played. */
export async function playChapter(
  programs: Readonly<Record<string, string>>,
  ...consoles: readonly string[]
): Promise<SceneResult[]> {
  const blocks = Object.entries(programs).map(([file, text]) => fence(`ts file=${file}`, text))
  const text = ['# Проба', ...blocks, ...consoles].join('\n\n')
  const prepared = await prepareFiles({ '01-probe.md': `${text}\n` })
  await stopCompiler()
  return playScenes(prepared)
}

/** All scenes of the first chapter. */
export async function playScenes({ chapters, folder }: PreparedCourse): Promise<SceneResult[]> {
  const results: SceneResult[] = []
  for (const { chapter, programs } of chapters) {
    const files = programs.map(({ file }) => file)
    const resolveProgram = createResolver(listRunnable(chapter, files), join(folder, chapter.slug))
    for (const scene of chapter.scenes) {
      results.push(await runScene(scene, { root: ROOT, resolveProgram }))
    }
  }
  return results
}

/** The trace of a scene in which everything held. */
export function traceOf(result: SceneResult | undefined): Trace {
  const problems = result?.problems.map(formatProblem).join('\n')
  if (result?.trace === undefined) throw new Error(problems || 'no trace')
  return result.trace
}

export function fence(info: string, text: string): string {
  return `\`\`\`${info}\n${text.trim()}\n\`\`\``
}

/** `connect`, `write 6`, `recv ECONNRESET`, in the order of their beginnings. */
export function tellCalls(calls: readonly TracedCall[]): string[] {
  return calls.map(({ call, bytes, code }) => [call, code ?? bytes].filter(isSaid).join(' '))
}

function isSaid(word: string | number | undefined): boolean {
  return word !== undefined
}

/** Temporary files of this test go here, so that what is left of them can be seen. */
export async function ownTemporaryFolder(): Promise<string> {
  const before = process.env.TMPDIR
  const folder = await mkdtemp(join(tmpdir(), 'live-sockets-'))
  process.env.TMPDIR = folder
  onTestFinished(async () => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    await rm(folder, { recursive: true })
  })
  return folder
}
