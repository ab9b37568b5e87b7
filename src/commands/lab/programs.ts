import { join } from 'node:path'
import { locateOwn } from '../../workspace/place.ts'
import {
  listPrograms,
  readProgram,
  revertProgram,
  writeProgram,
} from '../../workspace/program-file.ts'
import type { Workbench } from '../task/attempt.ts'
import type { Guest } from './guest.ts'
import { Refused } from './refused.ts'
import type { OfProgram } from './wish.ts'

/** Reads or changes a program, and says what is wrong with the types in it. */
export async function serveProgram(
  guest: Pick<Guest, 'send' | 'checking'>,
  bench: Workbench,
  wish: OfProgram,
): Promise<void> {
  const { course, chapter } = bench
  const { file } = wish
  if (!listPrograms(chapter).includes(file)) throw new Refused('Такой программы в главе нет.')
  if (wish.do === 'write') writeProgram(course, chapter, file, wish.text)
  if (wish.do === 'revert') revertProgram(course, chapter, file)
  await tellProgram(guest, bench, file)
  // Whoever opens his answer to a task will have it checked. Not before the editor has its text: it
  // takes a second.
  if (wish.do === 'read' && chapter.tasks.some(({ starter }) => starter.file === file))
    bench.room.attempts.prepare()
}

/** One check at a time: of what is typed meanwhile only the last counts. */
async function tellProgram(
  { send, checking }: Pick<Guest, 'send' | 'checking'>,
  { course, chapter, room: { types } }: Workbench,
  file: string,
): Promise<void> {
  const key = `${chapter.slug} ${file}`
  if (checking.has(key)) return void checking.set(key, true)
  const home = locateOwn(course, chapter)
  const asked = [join(home, 'tsconfig.json'), [join(home, file)]] as const
  try {
    do {
      checking.set(key, false)
      const program = readProgram(course, chapter, file)
      const problems = program.own ? await types.check(...asked) : []
      // Another page or editor may have changed it meanwhile, too.
      if (readProgram(course, chapter, file).text !== program.text) checking.set(key, true)
      // He has only looked at it so far; his first letter is not to wait for the compiler.
      else if (!program.own) types.warm(...asked)
      if (checking.get(key) === false) send({ is: 'program', program, problems })
    } while (checking.get(key) === true)
  } finally {
    checking.delete(key)
  }
}
