import { runCommand } from '../src/cli/arguments.ts'
import { UsageError } from '../src/cli/errors.ts'
import { loadTask } from '../src/commands/task/find-task.ts'
import { listTasks } from '../src/commands/task/list.ts'
import { loadCourse } from '../src/course/load.ts'

const usage = `npm run task                          перечисляет задачи: какие решены, какие нет
npm run task 5.1                      кладёт заготовку задачи 1 главы 5 в my/ и проверяет
                                      написанное там при каждом сохранении
npm run task -- 5.1 --once            проверяет один раз; статус 0 — решена, 1 — нет
npm run task -- 5.1 --reset           начинает заново; написанное остаётся рядом
npm run task -- 5.1 --solution        показывает решение
npm run task -- 5.1 --with 'КОМАНДА'  проверяет программу на любом языке: python3 mine.py;
                                      порт она узнаёт из переменной PORT
  --chapters  папка с главами (по умолчанию chapters)`

const options = {
  once: { type: 'boolean' },
  reset: { type: 'boolean' },
  solution: { type: 'boolean' },
  with: { type: 'string' },
} as const

const status = await runCommand(
  { usage, words: 1, options, returned: true },
  async ({ chapters, words: [name], values }) => {
    const { once, reset, solution, with: text } = values
    if ([reset, solution, once ?? text].filter((value) => value !== undefined).length > 1)
      throw new UsageError('Одно из двух: --reset, --solution или проверка')
    if (name === undefined) {
      if (Object.keys(options).some((key) => values[key] !== undefined))
        throw new UsageError('Какую задачу? Назовите её: 5.1')
      process.stdout.write(`${listTasks(await loadCourse(chapters))}\n`)
      return 0
    }
    const task = await loadTask(chapters, name)
    if (solution === true) {
      process.stdout.write(`${task.task.solution.lines.join('\n')}\n`)
      return 0
    }
    if (reset === true) {
      const { resetTask } = await import('../src/commands/task/reset.ts')
      return resetTask(task)
    }
    const { runTask } = await import('../src/commands/task/run-task.ts')
    const folder = process.env.INIT_CWD ?? process.cwd()
    const command = typeof text === 'string' ? { text, folder } : undefined
    return runTask(task, { once: once === true, ...(command === undefined ? {} : { command }) })
  },
)
process.exit(status)
