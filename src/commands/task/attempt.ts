import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type AttemptOptions, type Attempts, openAttempts } from '../../check/attempt.ts'
import { checkOwnTypes } from '../../check/own-types.ts'
import type { AttemptCheck, AttemptResult } from '../../course/attempt.ts'
import { CourseError, showPath } from '../../course/problem.ts'
import type { Problem } from '../../course/types.ts'
import { makeOwnFolder, type OwnFolder } from '../../files/own-folder.ts'
import { ROOT } from '../../files/root.ts'
import { writeFiles } from '../../files/write-folder.ts'
import { tangleAttempt } from '../../tangle/attempt.ts'
import { compilePrograms } from '../../tangle/compile.ts'
import { locateBuild, writeLibrary, writePrograms } from '../../tangle/prepare.ts'
import type { TangledChapter } from '../../tangle/tangle.ts'
import { writeEditorConfig } from '../../workspace/editor-config.ts'
import { type OwnProgram, readOwnPrograms } from '../../workspace/own-programs.ts'
import { locateOwn } from '../../workspace/place.ts'
import type { TaskOfCourse } from './find-task.ts'

/** A chapter whose programs stand where the reader's file and his editor find them. */
export interface Workbench extends TaskOfCourse {
  readonly tangled: TangledChapter
  /** The course's folder in `build/`. */
  readonly build: string
  /** Where attempts are made. */
  readonly folder: OwnFolder
  readonly attempts: Attempts
  close(): Promise<void>
}

/** @throws {CourseError} with the author's own mistakes, if there are any */
export async function openWorkbench(one: TaskOfCourse): Promise<Workbench> {
  const { course, chapter } = one
  const [{ prepared, problems }] = await Promise.all([
    writePrograms(course, [chapter]),
    writeLibrary(),
  ])
  if (problems.length > 0) throw new CourseError(problems)
  writeEditorConfig(course, chapter, prepared.folder)
  const tangled = prepared.chapters[0] as TangledChapter
  const folder = makeOwnFolder(join(ROOT, 'build/attempts'))
  const attempts = openAttempts(course, folder.path)
  return {
    ...one,
    tangled,
    build: locateBuild(course),
    folder,
    attempts,
    async close() {
      await attempts.close()
      folder.remove()
    },
  }
}

/** Checks what the reader has written for a task: its types, and what the task's checks say. */
export async function attemptTask(
  bench: Workbench,
  options: AttemptOptions = {},
): Promise<AttemptResult> {
  const folder = locateOwn(bench.course, bench.chapter)
  const own = readOwnPrograms(folder, bench.task.starter.file)
  if (options.foreign !== undefined) return judge([], await runChecks(bench, [], options))
  if (own.length === 0) return judge([describeMissing(folder, bench)], [])
  const [problems, checks] = await Promise.all([
    checkOwnTypes(
      join(folder, 'tsconfig.json'),
      own.map(({ path }) => path),
      bench.build,
    ),
    runChecks(bench, own, options).catch(describeUnreadable),
  ])
  return judge(problems, checks)
}

function judge(problems: readonly Problem[], checks: readonly AttemptCheck[]): AttemptResult {
  const held = checks.some(({ status }) => status === 'passed')
  const failed = checks.some(({ status }) => status === 'failed')
  return { problems, checks, solved: held && !failed && problems.length === 0 }
}

let count = 0

async function runChecks(
  { tangled, task, folder, attempts }: Workbench,
  own: readonly OwnProgram[],
  options: AttemptOptions,
): Promise<AttemptCheck[]> {
  count += 1
  const name = `attempt-${count}`
  const attempt = tangleAttempt(tangled, task, own, name)
  const home = join(folder.path, attempt.chapter.slug)
  mkdirSync(home, { recursive: true })
  try {
    const texts = attempt.files.map((file) => [file.path, file.text] as const)
    await writeFiles(home, new Map(texts), () => true)
    await writeFiles(home, await compilePrograms(attempt, home), () => true)
    return await attempts.check(attempt, options)
  } finally {
    rmSync(join(home, name), { recursive: true, force: true })
  }
}

/** What one compiler cannot read, the other explains better. */
function describeUnreadable(error: unknown): AttemptCheck[] {
  if (error instanceof Error && 'errors' in error && 'warnings' in error) return []
  throw error
}

function describeMissing(folder: string, { task }: Workbench): Problem {
  const place = { file: showPath(join(folder, task.starter.file)), line: 1, column: 1 }
  return { place, fact: 'файла больше нет', remedy: 'Верните его или начните заново: --reset.' }
}
