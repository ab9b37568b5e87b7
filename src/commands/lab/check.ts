import { tangleBreakage } from '../../tangle/attempt.ts'
import { applyMutant } from '../../tangle/mutants.ts'
import { locateWorkspace } from '../../workspace/place.ts'
import { rememberSolved } from '../../workspace/progress.ts'
import { makeTaskFile } from '../../workspace/task-file.ts'
import { attemptTask, runAttempt, type Workbench } from '../task/attempt.ts'
import { type Lab, nameResult } from './lab.ts'
import { readOwnCopies } from './own-copies.ts'
import { Refused } from './refused.ts'
import type { Reply } from './reply.ts'

type Send = (reply: Reply) => void

/** Runs the checks of a task on what the reader has written. */
export async function checkTask(
  lab: Lab,
  bench: Workbench,
  { run, task: number }: { readonly run: string; readonly task: number },
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const { course, chapter } = bench
  const task = chapter.tasks.find((one) => one.number === number)
  if (task === undefined) throw new Refused('Такой задачи в главе нет.')
  makeTaskFile(course, chapter, task)
  const result = await attemptTask(bench, task, {
    signal,
    onCheck: (title, passed) => send({ is: 'check', run, title, passed }),
  })
  if (result.solved) rememberSolved(locateWorkspace(course), chapter, task)
  lab.results.set(nameResult(chapter, number), result)
  send({ is: 'attempt', run, result })
}

/** Breaks a program as the chapter says, the reader's where he has one, and runs the named checks. */
export async function breakProgram(
  bench: Workbench,
  { run, mutant: index }: { readonly run: string; readonly mutant: number },
  send: Send,
  signal: AbortSignal,
): Promise<void> {
  const { course, chapter, tangled } = bench
  const mutant = chapter.blocks.filter((block) => block.kind === 'mutant')[index]
  if (mutant === undefined) throw new Refused('Такой поломки в главе нет.')
  const own = readOwnCopies(course, chapter)
  const place = { file: chapter.file, line: 1, column: 1 }
  const programs = tangled.programs.map(
    (program) => own.find(({ file }) => file === program.file) ?? program,
  )
  const broken = applyMutant(
    mutant,
    programs.map((program) => ({ place, ...program })),
  )
  if ('problem' in broken) throw new Refused('В вашей программе этих строк нет: сломать нечего.')
  const { file, text } = broken.program
  const path = own.find((one) => one.file === file)?.path ?? chapter.path
  const others = own.filter((one) => one.file !== file)
  const checks = await runAttempt(
    bench,
    (name) => tangleBreakage(tangled, mutant, [{ file, text, path }, ...others], name),
    {
      only: mutant.breaks,
      signal,
      onCheck: (title, passed) => {
        if (mutant.breaks.includes(title)) send({ is: 'check', run, title, passed })
      },
    },
  )
  send({ is: 'broken', run, checks })
}
