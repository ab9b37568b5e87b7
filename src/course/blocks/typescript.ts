import { readError } from './error.ts'
import { type Common, type FenceKind, fail, type Keys, type Read } from './kind.ts'
import { readProgram } from './program.ts'

/** A program, a check, an example that must not compile, or a task's solution. */
export const TYPESCRIPT: FenceKind = {
  keys: ['file', 'diff', 'check', 'error', 'task', 'solution'],
  read,
}

function read(keys: Keys, common: Common): Read {
  const [file, diff, check, error] = ['file', 'diff', 'check', 'error'].map((k) => keys.get(k))
  const [task, solution] = [keys.get('task'), keys.get('solution')]
  const given = [file, check, error, solution].filter((key) => key !== undefined)
  if (given.length !== 1) {
    const fact = given.length === 0 ? 'блок ts без ключа' : 'блок ts с несколькими назначениями'
    return fail(common.place, fact, 'Выберите одно: file=имя.ts, check, error=код или solution=1.')
  }
  const unnumbered = [task, solution].find((key) => key && !/^[1-9]$/.test(key.value ?? ''))
  if (unnumbered !== undefined) {
    return fail(unnumbered.place, 'задача без номера', 'Пишите task=1 и solution=1.')
  }
  if (diff !== undefined && file === undefined) {
    return fail(diff.place, 'diff= стоит без file=', 'Пишите ts file=копия.ts diff=образец.ts.')
  }
  const ofTask = task === undefined ? {} : { task: Number(task.value) }
  if (check !== undefined) return { block: { kind: 'check', ...ofTask, ...common } }
  if (task !== undefined && file === undefined) {
    return fail(task.place, 'task= стоит без file= и check', 'Пишите ts task=1 file=имя.ts.')
  }
  if (solution !== undefined) {
    return { block: { kind: 'solution', task: Number(solution.value), ...common } }
  }
  if (error !== undefined) return readError(error, common)
  return readProgram(keys, { ...ofTask, ...common })
}
