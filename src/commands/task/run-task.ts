import { UsageError } from '../../cli/errors.ts'
import { paint } from '../../cli/report.ts'
import { readDiffLine } from '../../course/diff-line.ts'
import { showPath } from '../../course/problem.ts'
import type { Task } from '../../course/types.ts'
import { locateOwn, locateWorkspace } from '../../workspace/place.ts'
import { rememberSolved } from '../../workspace/progress.ts'
import { findStarterChanges, locateTaskFile, makeTaskFile } from '../../workspace/task-file.ts'
import { attemptTask, openRoom, openWorkbench, type Workbench } from './attempt.ts'
import { describeAttempt } from './describe.ts'
import type { TaskOfCourse } from './find-task.ts'
import { listNamedFiles, type OwnCommand, refuseForeign } from './foreign.ts'
import { findTitle, numberTask, taskCommand } from './name-task.ts'
import { foldersOf, watchFiles } from './watch-files.ts'

interface TaskOptions {
  /** Check once and end. */
  readonly once: boolean
  /** What stands for the program. */
  readonly command?: OwnCommand
}

/**
 * Checks the reader's answer to a task, and again at each save.
 * @returns 0 if it is solved; without `once` it does not return
 */
export async function runTask(one: TaskOfCourse, { once, command }: TaskOptions): Promise<number> {
  const folders = once ? undefined : chooseFolders(one, command)
  if (command !== undefined) refuseForeign(one)
  const room = openRoom(one.course)
  try {
    const bench = await openWorkbench(one, room)
    print(introduce(one, command))
    const solved = await attempt(bench, one.task, command)
    if (folders === undefined) return solved ? 0 : 1
    const watching = watchFiles(folders, async () => {
      await attempt(bench, one.task, command)
      room.attempts.prepare()
    })
    // Only now: no save is missed from here on.
    print(paint('dim', 'Сохраните файл, и я проверю снова. Ctrl+C — закончить.'))
    room.attempts.prepare()
    return await watching
  } finally {
    await room.close()
  }
}

function chooseFolders({ course, chapter }: TaskOfCourse, command: OwnCommand | undefined) {
  if (command === undefined) {
    return new Map([[locateOwn(course, chapter), (name: string) => name.endsWith('.ts')]])
  }
  const folders = foldersOf(listNamedFiles(command))
  if (folders.size > 0) return folders
  throw new UsageError('Команда --with не называет файла, за которым следить. Добавьте --once')
}

/** Which task it is and where the reader writes. */
function introduce(one: TaskOfCourse, command: OwnCommand | undefined): string {
  const { course, chapter, task } = one
  const title = findTitle(chapter, task)
  const number = numberTask(chapter, task)
  const head = paint('bold', `Задача ${number}${title === undefined ? '' : `. ${title}`}`)
  const text = `Условие: ${task.starter.place.file}:${task.starter.place.line}`
  if (command !== undefined) return `${head}\n${text}\nПрограмма: ${command.text}\n`
  const path = showPath(locateTaskFile(course, chapter, task))
  const made = makeTaskFile(course, chapter, task)
  const where = made ? `Заготовка положена в ${path}: пишите там` : `Ваша программа: ${path}`
  return [head, text, where, ...describeChanges(one), ''].join('\n')
}

/** The author has gone on meanwhile: the reader's file stays as it is. */
function describeChanges({ course, chapter, task }: TaskOfCourse): string[] {
  const changes = findStarterChanges(course, chapter, task)
  if (changes === undefined) return []
  const told = 'Автор с тех пор изменил заготовку, а ваш файл остался, каким был. Изменилось:'
  const lines = changes.map(
    (line) => `  ${paint(readDiffLine(line).sign === '+' ? 'green' : 'red', line)}`,
  )
  return ['', told, ...lines, `Начать с новой: ${taskCommand(course, chapter, task, '--reset')}`]
}

async function attempt(
  bench: Workbench,
  task: Task,
  command: OwnCommand | undefined,
): Promise<boolean> {
  const { course, chapter } = bench
  const foreign = command && {
    program: task.starter.file,
    command: command.text,
    folder: command.folder,
  }
  const result = await attemptTask(bench, task, foreign === undefined ? {} : { foreign })
  print(describeAttempt(result))
  if (result.solved) rememberSolved(locateWorkspace(course), chapter, task, command?.text)
  print(summarize(result.solved, result.checks.length, result.problems.length))
  return result.solved
}

function summarize(solved: boolean, checks: number, problems: number): string {
  if (solved) return paint('green', '\nЗадача решена.')
  if (problems > 0 && checks === 0) return paint('red', '\nПока не компилируется.')
  return paint('red', '\nПока не решена.')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
