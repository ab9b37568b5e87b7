import { rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type AttemptOptions, type Attempts, openAttempts } from '../../check/attempt.ts'
import { type OwnTypes, openOwnTypes } from '../../check/own-types.ts'
import type { AttemptCheck, AttemptResult } from '../../course/attempt.ts'
import { CourseError, showPath } from '../../course/problem.ts'
import type { Course, Problem, Task } from '../../course/types.ts'
import { makeOwnFolder, type OwnFolder } from '../../files/own-folder.ts'
import { ROOT } from '../../files/root.ts'
import { writeFiles } from '../../files/write-folder.ts'
import { tangleAttempt } from '../../tangle/attempt.ts'
import { compilePrograms } from '../../tangle/compile.ts'
import { writeLibrary, writePrograms } from '../../tangle/prepare.ts'
import type { TangledChapter } from '../../tangle/tangle.ts'
import { writeEditorConfig } from '../../workspace/editor-config.ts'
import { type OwnProgram, readOwnPrograms } from '../../workspace/own-programs.ts'
import { locateOwn } from '../../workspace/place.ts'
import type { ChapterOfCourse } from '../find-chapter.ts'

/** Where attempts are made, one after another. */
export interface AttemptRoom {
  readonly folder: OwnFolder
  readonly attempts: Attempts
  readonly types: OwnTypes
  close(): Promise<void>
}

export function openRoom(course: Course): AttemptRoom {
  const folder = makeOwnFolder(join(ROOT, 'build/attempts'))
  const attempts = openAttempts(course, folder.path)
  const types = openOwnTypes(folder.path)
  return {
    folder,
    attempts,
    types,
    async close() {
      types.close()
      await attempts.close()
      folder.remove()
    },
  }
}

/** A chapter whose programs stand where the reader's files and his editor find them. */
export interface Workbench extends ChapterOfCourse {
  readonly tangled: TangledChapter
  /** Earlier chapters that lend it programs. */
  readonly lenders: readonly TangledChapter[]
  readonly room: AttemptRoom
}

/** @throws {CourseError} with the author's own mistakes, if there are any */
export async function openWorkbench(
  { course, chapter }: ChapterOfCourse,
  room: AttemptRoom,
): Promise<Workbench> {
  const [{ prepared, problems }] = await Promise.all([
    writePrograms(course, [chapter]),
    writeLibrary(),
  ])
  if (problems.length > 0) throw new CourseError(problems)
  writeEditorConfig(course, chapter, prepared.folder)
  const tangled = prepared.chapters.find((one) => one.chapter.slug === chapter.slug)
  if (tangled === undefined) throw new Error(`${chapter.slug} is not tangled`)
  const lenders = prepared.chapters.filter((one) => one !== tangled)
  await Promise.all(lenders.map((lender) => writeCompiled(lender, room.folder.path)))
  return { course, chapter, tangled, lenders, room }
}

/** Checks what the reader has written for a task: its types, and what the task's checks say. */
export async function attemptTask(
  bench: Workbench,
  task: Task,
  options: AttemptOptions = {},
): Promise<AttemptResult> {
  const folder = locateOwn(bench.course, bench.chapter)
  const own = readOwnPrograms(folder, task.starter.file)
  const run = (programs: readonly OwnProgram[]) =>
    runAttempt(bench, (name) => tangleAttempt(bench.tangled, task, programs, name), options)
  if (options.foreign !== undefined) return judge([], await run([]))
  if (own.length === 0) return judge([describeMissing(folder, task)], [])
  const [problems, outcome] = await Promise.all([
    bench.room.types.check(
      join(folder, 'tsconfig.json'),
      own.map(({ path }) => path),
    ),
    run(own).catch(takeUnreadable),
  ])
  if (!(outcome instanceof CourseError)) return judge(problems, outcome)
  // What one compiler cannot read, the other explains better.
  return judge(problems.length > 0 ? problems : outcome.problems, [])
}

/** A program that cannot be compiled is the reader's affair; all else is not. */
function takeUnreadable(error: unknown): CourseError {
  if (error instanceof CourseError) return error
  throw error
}

function judge(problems: readonly Problem[], checks: readonly AttemptCheck[]): AttemptResult {
  const held = checks.some(({ status }) => status === 'passed')
  const failed = checks.some(({ status }) => status === 'failed')
  return { problems, checks, solved: held && !failed && problems.length === 0 }
}

let count = 0

/**
 * Compiles an attempt and runs its checks.
 * @param tangle makes it for a folder of that name
 */
export async function runAttempt(
  { room: { folder, attempts } }: Workbench,
  tangle: (name: string) => TangledChapter,
  options: AttemptOptions,
): Promise<AttemptCheck[]> {
  count += 1
  const name = `attempt-${count}`
  const attempt = tangle(name)
  const home = join(folder.path, attempt.chapter.slug)
  try {
    await writeCompiled(attempt, folder.path)
    return await attempts.check(attempt, options)
  } finally {
    rmSync(join(home, name), { recursive: true, force: true })
  }
}

/** Puts a chapter's files into a folder of its own below another one, and compiles its programs. */
export async function writeCompiled(tangled: TangledChapter, folder: string): Promise<void> {
  const home = join(folder, tangled.chapter.slug)
  await mkdir(home, { recursive: true })
  const texts = tangled.files.map((file) => [file.path, file.text] as const)
  await writeFiles(home, new Map(texts), () => true)
  await writeFiles(home, await compilePrograms(tangled, home), () => true)
}

function describeMissing(folder: string, task: Task): Problem {
  const place = { file: showPath(join(folder, task.starter.file)), line: 1, column: 1 }
  return { place, fact: 'файла больше нет', remedy: 'Верните его или начните заново: --reset.' }
}
