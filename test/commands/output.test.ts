import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { execa } from 'execa'
import { expect, test, vi } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { fence } from '../helpers/chapter.ts'
import { makeCourse } from '../helpers/folder.ts'

// A whole build of many chapters, perhaps beside much else.
vi.setConfig({ testTimeout: 150_000 })

/** More chapters than an emitter may have listeners before Node warns of them. */
const COUNT = 12

function writeChapters(): Record<string, string> {
  const names = Array.from({ length: COUNT }, (_, index) => String(index + 1).padStart(2, '0'))
  const write = (name: string) => [
    `# Глава ${name}\n`,
    fence('ts file=a.ts', 'console.log(1)'),
    fence('console', `$ npm run chapter ${Number(name)} a.ts`, '1'),
  ]
  return Object.fromEntries(names.map((name) => [`${name}-a.md`, write(name).join('\n')]))
}

/** The lines of a build are ours, every one. */
const OURS =
  /^(Проверяю типы|Запускаю главы: [\d, ]+( \(.*\))?|Сыграна глава \d+: Глава \d\d|Собираю страницы|Готово: глав 12, запущено заново 12.*)?$/

const STARTER = [join(ROOT, 'scripts/start.js'), 'build']

test.each(['a pipe', 'a file', 'a terminal'])(
  'a cold build into %s prints nothing but its own lines',
  async (where) => {
    const chapters = await makeCourse(writeChapters())
    const args = [...STARTER, '--chapters', chapters, '--out', join(chapters, 'site')]
    const { PATH = '', HOME = '' } = process.env
    const options = { cwd: ROOT, env: { PATH, HOME }, extendEnv: false, reject: false } as const
    const run = async (): Promise<string> => {
      if (where === 'a pipe')
        return (await execa(process.execPath, args, { ...options, all: true })).all
      const log = join(chapters, 'log')
      if (where === 'a terminal') {
        const command = [process.execPath, ...args].map((word) => `'${word}'`).join(' ')
        await execa('script', ['-qec', command, log], options)
        // Each step is written over the one before; the first and the last line are `script`'s own.
        const text = stripVTControlCharacters(readFileSync(log, 'utf8')).replaceAll('\r', '\n')
        return text.replace(/^Script (started|done).*$/gm, '')
      }
      await execa(process.execPath, args, {
        ...options,
        stdout: { file: log },
        stderr: { file: log },
      })
      return readFileSync(log, 'utf8')
    }
    const lines = (await run()).split('\n')
    expect(lines.filter((line) => !OURS.test(line))).toEqual([])
    expect(lines.filter((line) => line.startsWith('Сыграна глава'))).toHaveLength(COUNT)
  },
)
