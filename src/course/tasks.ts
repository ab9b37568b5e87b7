import type { Block, Problem, Task } from './types.ts'

/** The tasks of a chapter; one that lacks a part is a problem at the part that is there. */
export function parseTasks(blocks: readonly Block[]): { tasks: Task[]; problems: Problem[] } {
  const parts = blocks.filter((block) => readNumber(block) !== undefined)
  const numbers = [...new Set(parts.map(readNumber))].filter((n) => n !== undefined)
  const results = numbers.map((number) => {
    const own = parts.filter((block) => readNumber(block) === number)
    return completeTask(number, own, blocks)
  })
  return {
    tasks: results.flatMap((r) => ('task' in r ? [r.task] : [])),
    problems: results.flatMap((r) => ('problem' in r ? [r.problem] : [])),
  }
}

function readNumber(block: Block): number | undefined {
  return 'task' in block ? block.task : undefined
}

function completeTask(
  number: number,
  parts: readonly Block[],
  blocks: readonly Block[],
): { task: Task } | { problem: Problem } {
  const starters = parts.filter((block) => block.kind === 'program')
  const solutions = parts.filter((block) => block.kind === 'solution')
  const checks = parts.filter((block) => block.kind === 'check')
  const [starter, solution] = [starters[0], solutions[0]]
  const places = parts.map((part) => part.place)
  const complain = (fact: string) => ({
    problem: { place: places[0] as Problem['place'], fact, remedy: REMEDY },
  })
  if (starter === undefined) return complain(`у задачи ${number} нет программы`)
  if (solution === undefined) return complain(`у задачи ${number} нет решения`)
  if (checks.length === 0) return complain(`у задачи ${number} нет проверок`)
  const twins = blocks.filter((b) => b.kind === 'program' && b.file === starter.file)
  if (twins.length > 1 || solutions.length > 1) {
    return complain(`программа или решение задачи ${number} стоит в главе не один раз`)
  }
  return { task: { number, starter, solution, checks } }
}

const REMEDY =
  'Задаче нужны по одному блоку ts task=N file=имя.ts и ts solution=N и блоки ts check task=N.'
