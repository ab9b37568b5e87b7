import { proveChapters } from '../check/prove.ts'
import { checkTypes } from '../check/typecheck.ts'
import { findProblems } from '../check/verdict/evidence-problems.ts'
import type { Announcement } from '../check/vitest/announcement.ts'
import { paint } from '../cli/report.ts'
import type { CheckResult, Evidence, MutantResult, TaskResult } from '../course/evidence.ts'
import { CourseError } from '../course/problem.ts'
import { describeSystem } from '../course/system.ts'
import { canIsolate, SHARED } from '../run/isolation/namespaces.ts'
import { compileCourse, writePrograms } from '../tangle/prepare.ts'
import type { ChapterOfCourse } from './find-chapter.ts'

const COLOURS = ['cyan', 'yellow', 'magenta', 'green', 'blue', 'red'] as const

/**
 * Runs one chapter as a notebook in the terminal: each scene live, then its checks and breakages.
 * @returns 0 if all of it held
 */
export async function runNotebook({ course, chapter }: ChapterOfCourse): Promise<number> {
  const { prepared, problems } = await writePrograms(course, [chapter])
  if (problems.length > 0) throw new CourseError(problems)
  const wrong = await checkTypes(prepared.chapters, prepared.folder)
  if (wrong.length > 0) throw new CourseError(wrong)
  await compileCourse(prepared)
  print(paint('bold', `Глава ${chapter.number}. ${chapter.title}`))
  if (!canIsolate()) print(paint('dim', SHARED))
  const slugs = [chapter.slug]
  const proofs = await proveChapters(prepared, { slugs, onAnnouncement: createNarrator() })
  const evidence = proofs.get(chapter.slug)
  if (evidence === undefined) return 1
  printResults(evidence)
  const failures = findProblems(chapter, evidence)
  if (failures.length > 0)
    throw new CourseError(failures, `Глава запускалась на ${describeSystem(evidence)}`)
  return 0
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Tells a scene as it goes on, each terminal in its own colour. */
function createNarrator(): (announcement: Announcement) => void {
  let current = ''
  return (announcement) => {
    if (announcement.kind !== 'terminal') return
    const { scene, terminal, item, text } = announcement
    if (scene !== current)
      print(`\n${paint('dim', `── сцена ${scene.replace('line-', 'на строке ')}`)}`)
    current = scene
    const colour = COLOURS[(terminal - 1) % COLOURS.length] ?? 'cyan'
    const mark = { command: '$ ', typed: '> ', output: '' }[item]
    print(
      `${paint(colour, `${terminal} │`)} ${item === 'output' ? text : paint('bold', mark + text)}`,
    )
  }
}

function printResults({ checks, mutants, tasks }: Evidence): void {
  if (checks.length > 0) print(`\n${paint('dim', '── проверки')}`)
  for (const check of checks) print(describeCheck(check))
  if (mutants.length > 0) print(`\n${paint('dim', '── поломки')}`)
  for (const mutant of mutants) print(describeMutant(mutant))
  if (tasks.length > 0) print(`\n${paint('dim', '── задачи')}`)
  for (const task of tasks) print(describeTask(task))
}

function describeCheck({
  status,
  title,
  duration,
  reason = '',
  printed = [],
}: CheckResult): string {
  const marks = { passed: paint('green', '✓'), failed: paint('red', '✗'), skipped: '–' }
  const note = status === 'skipped' ? ` (${reason})` : ''
  const said = printed.map((line) => `\n    ${paint('dim', line)}`).join('')
  return `${marks[status]} ${title}${note} ${paint('dim', `${duration} мс`)}${said}`
}

function describeMutant({ name, killed, broken }: MutantResult): string {
  const mark = killed ? paint('green', '✓') : paint('red', '✗')
  const titles = broken.map(({ title }) => `«${title}»`).join(', ')
  return `${mark} ${name}${titles === '' ? '' : `: покраснели ${titles}`}`
}

function describeTask({ number, problems, checks }: TaskResult): string {
  const mark = problems.length === 0 ? paint('green', '✓') : paint('red', '✗')
  return `${mark} задача ${number}: решение проходит проверок: ${checks.filter((c) => c.status === 'passed').length}`
}
