import { join } from 'node:path'
import { readCache, writeCache } from '../cache/file.ts'
import { keyOf, keyOfSources } from '../cache/key.ts'
import type { CheckResult, Evidence } from '../course/evidence.ts'
import type { Block, Chapter, Scene } from '../course/types.ts'
import { searchPath } from '../run/process/executable.ts'
import { describeBeside } from './beside.ts'
import { describePath, findPaths } from './outside-files.ts'
import { describeTool, findTools } from './outside-tools.ts'

interface Entry {
  readonly key: string
  /** Where the chapter's blocks stood when it ran: prose may have moved them since. */
  readonly lines: readonly number[]
  readonly evidence: Evidence
}

/** What every chapter's run depends on, whatever it says. */
const ENGINE = [
  'src/cache',
  'src/files',
  'src/course',
  'src/tangle',
  'src/run',
  'src/check',
  'src/socket',
]

/**
 * Evidence of an earlier run, if nothing that it depends on has changed since.
 * @param folder the course's folder in `build/`
 */
export async function readEvidence(
  chapter: Chapter,
  folder: string,
): Promise<Evidence | undefined> {
  const entry = await readCache<Entry>(cachePath(chapter, folder))
  if (entry?.key !== createKey(chapter)) return undefined
  const now = chapter.blocks.map((block) => block.place.line)
  return moveLines(entry.evidence, createMove(entry.lines, now), chapter.file)
}

/** Keeps the evidence of a run in which everything held; what failed or was skipped runs again. */
export async function writeEvidence(
  chapter: Chapter,
  folder: string,
  evidence: Evidence,
): Promise<void> {
  const lines = chapter.blocks.map((block) => block.place.line)
  const entry: Entry = { key: createKey(chapter), lines, evidence }
  await writeCache(cachePath(chapter, folder), entry)
}

/** Whether all of it held: nothing failed, nothing was skipped. */
export function isComplete({ checks, scenes, mutants, tasks }: Evidence): boolean {
  if (tasks.some((task) => task.problems.length > 0)) return false
  const results = [...checks, ...scenes, ...tasks.flatMap((task) => task.checks)]
  return results.every((r) => r.status === 'passed') && mutants.every((m) => m.killed)
}

function cachePath(chapter: Chapter, folder: string): string {
  return join(folder, chapter.slug, 'evidence.json')
}

function createKey(chapter: Chapter): string {
  const blocks = chapter.blocks.map((block) => strip(block, saysLines(chapter)))
  const scenes = chapter.scenes.map((scene) => describeScene(scene, chapter))
  return keyOf(engineKey(), [
    blocks,
    scenes,
    chapter.number,
    chapter.file,
    chapter.borrowed.map(({ slug, file, parts, data }) => [
      slug,
      file,
      [...parts, ...data].map(({ lines }) => lines),
    ]),
    findTools(chapter.blocks).map(describeTool),
    findPaths(chapter.blocks).map(describePath),
    describeBeside(chapter),
    // All else of its environment is fixed.
    [saysPath(chapter) ? searchPath() : '', process.getuid?.()],
  ])
}

/** Prose above a block moves it without a change to what it does, unless the block tells its lines. */
function strip({ place, ...block }: Block, lines: boolean): unknown {
  const items = block.kind === 'console' ? { items: undefined } : {}
  return lines ? { ...block, place } : { ...block, ...items }
}

/** Which blocks play together: prose between two of them makes two scenes of one. */
function describeScene({ limit, cells }: Scene, { blocks }: Chapter): unknown {
  const parts = cells.map((cell) => cell.parts.map((p) => [p.terminal, blocks.indexOf(p.block)]))
  return [limit, parts]
}

/** What commands PATH leads to is told by themselves; its own text matters to who could show it. */
function saysPath({ blocks }: Chapter): boolean {
  const shows = /\bPATH\b|\benv(?:iron)?\b|\bprintenv\b|\$ (?:export|set)\b/
  return blocks.some((block) => block.lines.some((line) => shows.test(line)))
}

/** A transcript that shows a place of the chapter, or code that could tell its own. */
function saysLines({ blocks }: Chapter): boolean {
  return blocks.some((block) => block.lines.some((line) => TELLS_LINES.test(line)))
}

const TELLS_LINES =
  /\.md:\d|\.stack\b|\[['"]stack['"]\]|\{[^}]*\bstack\b[^}]*\}\s*=|prepareStackTrace|captureStackTrace|getCallSites?\b|console\.trace\b/

let engine: string | undefined

function engineKey(): string {
  engine ??= keyOfSources(ENGINE)
  return engine
}

function createMove(before: readonly number[], now: readonly number[]): (line: number) => number {
  return (line) => {
    const index = before.findLastIndex((start) => start <= line)
    return index === -1 ? line : line + (now[index] ?? 0) - (before[index] ?? 0)
  }
}

/** Every place of the evidence, at the line where its block stands now. */
function moveLines(evidence: Evidence, move: (line: number) => number, file: string): Evidence {
  const place = (old: Evidence['checks'][number]['place']) => ({
    ...old,
    file,
    line: move(old.line),
  })
  const moveCheck = (check: CheckResult) => ({ ...check, place: place(check.place) })
  return {
    ...evidence,
    checks: evidence.checks.map(moveCheck),
    tasks: evidence.tasks.map((task) => ({
      ...task,
      place: place(task.place),
      checks: task.checks.map(moveCheck),
    })),
    mutants: evidence.mutants.map((mutant) => ({ ...mutant, place: place(mutant.place) })),
    scenes: evidence.scenes.map((scene) => ({
      ...scene,
      id: scene.id.replace(/^line-\d+$/, `line-${move(scene.place.line)}`),
      place: place(scene.place),
      transcripts: scene.transcripts.map((t) => ({ ...t, line: move(t.line) })),
    })),
  }
}
