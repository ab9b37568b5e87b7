import { isAbsolute, relative, resolve } from 'node:path'
import { runCommand } from '../src/cli/arguments.ts'
import { UsageError } from '../src/cli/errors.ts'
import { runAnywhere } from '../src/commands/anywhere/anywhere.ts'
import { HOMES, type Home } from '../src/commands/anywhere/homes.ts'
import { ROOT } from '../src/files/root.ts'

const names = HOMES.map(({ name }) => name).join(', ')
const usage = `npm run anywhere [-- --only короткая,пробел --quick --save ФАЙЛ]
  Собирает курс в копиях этого хранилища: в папках с разными именами, от имени
  администратора и обычного пользователя, с пустым и с огромным окружением.
  --only      в каких папках (по умолчанию во всех):
              ${names}
  --quick     только сцены и проверки, без поломок, задач и сайта
  --chapters  папка с главами, внутри хранилища (по умолчанию chapters)
  --save      куда записать итог, файл .md; прежние строки остальных папок останутся`

const status = await runCommand(
  {
    usage,
    options: { only: { type: 'string' }, quick: { type: 'boolean' }, save: { type: 'string' } },
  },
  async ({ chapters, values }) => {
    const course = ['--chapters', readCourse(chapters)]
    const words =
      values.quick === true
        ? ['run', 'flake', '--', '--times', '1', ...course]
        : ['run', 'build', '--', ...course]
    const save = typeof values.save === 'string' ? resolve(values.save) : undefined
    return runAnywhere({ homes: readHomes(values.only), words, save })
  },
)
process.exit(status)

/** Only what lies in the repository goes along with its copy. */
function readCourse(chapters: string): string {
  const path = relative(ROOT, chapters)
  if (!path.startsWith('..') && !isAbsolute(path)) return path
  throw new UsageError(`Папка глав лежит вне хранилища: ${chapters}. Копии она не достанется`)
}

function readHomes(only: unknown): readonly Home[] {
  if (typeof only !== 'string') return HOMES
  return only.split(',').map((wanted) => {
    const home = HOMES.find(({ name }) => name === wanted.trim())
    if (home !== undefined) return home
    throw new UsageError(`Папки «${wanted.trim()}» в списке нет. Есть: ${names}`)
  })
}
