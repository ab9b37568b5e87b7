import type { AttemptResult } from '../../course/attempt.ts'
import { readCourse } from '../../course/load.ts'
import { npmCommandOnPage } from '../../course/npm-command.ts'
import { CourseError } from '../../course/problem.ts'
import type { Chapter, Course } from '../../course/types.ts'
import { prepareRun, type Ready } from '../../live/run.ts'
import { locateWorkspace } from '../../workspace/place.ts'
import { listPrograms, readProgram } from '../../workspace/program-file.ts'
import { readTaskState } from '../../workspace/progress.ts'
import { type AttemptRoom, openRoom, openWorkbench, type Workbench } from '../task/attempt.ts'
import { createLivePrograms } from './live-programs.ts'
import type { CellState, ChapterState, TaskOfPage } from './reply.ts'

/** All that the pages of one course share. */
export interface Lab {
  /** @throws {CourseError} with the chapter's own mistakes; nothing where there is no such chapter */
  open(slug: string): Promise<Workbench | undefined>
  /** A process for one run, and at once another one for the next. */
  takeRun(): Ready
  /** Makes ready what a first run would wait for. */
  warm(): void
  readonly programs: ReturnType<typeof createLivePrograms>
  /** What came of the last attempts, by chapter and task. */
  readonly results: Map<string, AttemptResult>
  /** The chapters have changed. */
  refresh(): void
  /** Live runs that go on now. */
  readonly running: Set<object>
  close(): Promise<void>
}

/** @param chapters the folder of chapters */
export function createLab(chapters: string): Lab {
  let room: AttemptRoom | undefined
  let benches = new Map<string, Promise<Workbench | undefined>>()
  let ready: Ready | undefined
  const open = async (slug: string) => {
    const { course, problems } = await readCourse(chapters)
    const chapter = course.chapters.find((one) => one.slug === slug)
    if (chapter === undefined) return undefined
    const own = problems.filter(({ place }) => place.file === chapter.file)
    if (own.length > 0) throw new CourseError(own)
    room ??= openRoom(course)
    return openWorkbench({ course, chapter }, room)
  }
  return {
    programs: createLivePrograms(),
    results: new Map(),
    running: new Set(),
    open(slug) {
      const bench = benches.get(slug) ?? open(slug)
      benches.set(slug, bench)
      bench.catch(() => benches.delete(slug))
      return bench
    },
    takeRun() {
      const taken = ready ?? prepareRun(listDebris(room))
      ready = undefined
      return taken
    },
    warm() {
      ready ??= prepareRun(listDebris(room))
    },
    refresh() {
      benches = new Map()
    },
    async close() {
      ready?.kill()
      await room?.close()
    },
  }
}

function listDebris(room: AttemptRoom | undefined): string[] {
  return room === undefined ? [] : [room.folder.path]
}

/** What stands on a chapter's page, in the order in which it stands there. */
export function describeChapter(lab: Lab, { course, chapter }: Workbench): ChapterState {
  return {
    slug: chapter.slug,
    cells: listCells(chapter),
    programs: listPrograms(chapter).map((file) => {
      const { text: _, ...state } = readProgram(course, chapter, file)
      return {
        ...state,
        command: npmCommandOnPage('my', course.folder, String(chapter.number), file),
      }
    }),
    mutants: chapter.blocks.flatMap(({ kind, place }) =>
      kind === 'mutant' ? [{ id: `_m${place.line}` }] : [],
    ),
    tasks: listTasks(lab, course, chapter),
  }
}

function listCells({ scenes }: Chapter): CellState[] {
  const all = scenes.flatMap(({ cells }, scene) =>
    cells.map(({ parts }) => ({
      scene,
      line: parts[0]?.block.place.line ?? 0,
      terminals: parts.map(({ terminal }) => terminal),
      last: parts === cells.at(-1)?.parts,
    })),
  )
  // Scenes may stand between one another's cells.
  return all.sort((a, b) => a.line - b.line).map(({ line: _, ...cell }) => cell)
}

function listTasks({ results }: Lab, course: Course, chapter: Chapter): TaskOfPage[] {
  return chapter.tasks.map((task) => {
    const result = results.get(nameResult(chapter, task.number))
    return {
      number: task.number,
      file: task.starter.file,
      state: readTaskState(locateWorkspace(course), chapter, task),
      ...(result === undefined ? {} : { result }),
    }
  })
}

export function nameResult({ slug }: Pick<Chapter, 'slug'>, task: number): string {
  return `${slug} ${task}`
}
