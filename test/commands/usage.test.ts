import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runCommand } from '../../src/cli/arguments.ts'
import { ROOT } from '../../src/files/root.ts'
import { start } from '../helpers/command.ts'
import { makeCourse } from '../helpers/folder.ts'

// Whole commands run here, perhaps beside much else.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

test('--help prints the usage of each command and succeeds', async () => {
  const scripts = ['build', 'chapter', 'serve', 'bless', 'flake', 'claims'] as const
  const results = await Promise.all(scripts.map((script) => start(script, ['--help'])))
  const names = scripts.map((name) => (name === 'serve' ? 'npm start' : `npm run ${name}`))
  results.forEach(({ exitCode, stdout, stderr }, index) => {
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout.startsWith(names[index] ?? '')).toBe(true)
    expect(stdout).toContain('--chapters')
  })
})

test.each([
  [['--help'], 0, /^npm run bench socket/],
  [[], 2, /^$/],
  [['nothing'], 2, /^$/],
  [['site', '--rounds', 'x'], 2, /^$/],
  [['--nothing'], 2, /^$/],
])('npm run bench -- %j tells how it is used', async (args, status, printed) => {
  const options = { cwd: ROOT, reject: false } as const
  const result = await execa('npm', ['-s', 'run', 'bench', '--', ...args], options)
  expect(result.exitCode).toBe(status)
  expect(result.stdout).toMatch(printed)
  expect(result.stderr).toMatch(status === 0 ? /^$/ : /^\S.*\n\nnpm run bench socket/)
})

test('a command into a pipe that nobody reads ends without a word', async () => {
  const commands = [
    'bench --help',
    'chapter',
    'claims',
    'build --chapters none',
    'bless 999',
    'flake --times x',
    'serve --port x',
  ]
  const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs')
  const results = commands.map((command) => {
    const [script, ...args] = command.split(' ')
    const line = `"$0" --import "$1" scripts/${script}.ts ${args.join(' ')} 2>&1 | true; echo \${PIPESTATUS[0]}`
    const options = { cwd: ROOT, reject: false } as const
    return execa('bash', ['-c', line, process.execPath, loader], options)
  })
  const seen = (await Promise.all(results)).map(({ stdout, stderr }) => stdout + stderr)
  expect(seen).toEqual(commands.map(() => '141'))
})

test.each(['/nonexistent', '/proc', join(ROOT, 'package.json')])(
  'without room for temporary files (%s) nothing is begun, and it is said why',
  async (folder) => {
    const { exitCode, stderr } = await start('flake', ['--times', '1', '1'], {
      env: { TMPDIR: folder },
    })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(new RegExp(`^Временным файлам негде лежать: ${folder} — .*\\(E`))
    expect(stderr).toContain('TMPDIR')
    expect(stderr).not.toContain('    at ')
  },
)

test('what cannot be printed is said, and the command has failed', async () => {
  const line = '"$0" --import "$1" scripts/claims.ts > /dev/full'
  const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs')
  const options = { cwd: ROOT, reject: false } as const
  const result = await execa('sh', ['-c', line, process.execPath, loader], options)
  expect(result.stderr).toMatch(/^кончилось место на диске \(ENOSPC\)\n {2}\S/)
  expect(result.exitCode).toBe(1)
})

test.each([
  ['build', ['--chapter', 'x'], /^Незнакомый ключ --chapter\n\nnpm run build/],
  ['serve', ['--port', ''], /^--port — число от 0 до 65535\n\nnpm start/],
  ['bless', ['1', '2'], /^Слишком много слов в команде\n\nnpm run bless/],
] as const)('%s %j ends with status 2 and the usage', async (script, args, expected) => {
  const running = start(script, args)
  // A server that takes the slip for good would go on for ever.
  running.stdout.once('data', () => running.kill('SIGKILL'))
  const { exitCode, stdout, stderr } = await running
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(expected)
})

describe('the arguments of a command', () => {
  const argv = process.argv
  const known = {
    uncaughtException: process.listenerCount('uncaughtException'),
    unhandledRejection: process.listenerCount('unhandledRejection'),
  }
  let printed = ''

  beforeEach(() => {
    printed = ''
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      printed += text
      return true
    })
  })

  afterEach(() => {
    vi.restoreAllMocks()
    process.argv = argv
    process.removeAllListeners('SIGHUP')
    process.removeAllListeners('SIGINT')
    process.removeAllListeners('SIGTERM')
    // vitest's own are not those of the last moment.
    for (const [end, count] of Object.entries(known)) {
      const added = (process as NodeJS.EventEmitter).listeners(end).slice(count)
      for (const one of added) process.off(end, one as () => void)
    }
  })

  /** The exit code, and what the command was given. */
  async function give(args: string[], spec: Partial<Parameters<typeof runCommand>[0]> = {}) {
    const given: unknown[] = []
    process.argv = ['node', 'script.ts', ...args]
    const status = await runCommand({ usage: 'USAGE', ...spec }, async ({ words, rest }) => {
      given.push([words, rest])
      return 0
    })
    return { status, given }
  }

  test.each([
    [['-x'], 'Незнакомый ключ -x'],
    [['--colour=red'], 'Незнакомый ключ --colour'],
    [['4'], 'Лишнее слово «4»'],
    [['--out'], 'Ключу --out не хватает значения'],
    [['--chapters', '--out', 'x'], 'Ключу --chapters не хватает значения'],
    [['--help=yes'], 'Ключ --help не берёт значения'],
  ])('%j: %s', async (args, message) => {
    expect(await give(args)).toEqual({ status: 2, given: [] })
    expect(printed).toBe(`${message}\n\nUSAGE\n`)
  })

  test('what stands behind the own words of a command belongs to somebody else', async () => {
    const spec = { words: 2, rest: true }
    const words = async (...args: string[]) => (await give(args, spec)).given
    expect(await words('4', 'x.ts', '--help', '--', '-v')).toEqual([
      [
        ['4', 'x.ts'],
        ['--help', '--', '-v'],
      ],
    ])
    expect(await words('--chapters', '4', '5')).toEqual([[['5'], []]])
    expect(await words('5', '--chapters', '4', 'x.ts', 'y')).toEqual([[['5', 'x.ts'], ['y']]])
    expect(await words('--', '5')).toEqual([[['5'], []]])
    expect(await words()).toEqual([[[], []]])
  })

  test('an unknown option before the own words is still a slip', async () => {
    expect((await give(['--verbose', '4', 'x.ts'], { words: 2, rest: true })).status).toBe(2)
  })
})

test('a folder is meant as it was typed: npm changes the folder, the meaning stays', async () => {
  const cwd = await makeCourse({ 'my-course/07-own.md': '# Своя глава\n' })
  const { PATH = '', HOME = '' } = process.env
  const options = { cwd, env: { PATH, HOME }, extendEnv: false, reject: false } as const
  const args = ['--silent', '--prefix', ROOT, 'run', 'chapter', '--', '--chapters', './my-course']
  const [byNpm, direct, none] = await Promise.all([
    execa('npm', args, options),
    start('chapter', ['--chapters', './my-course'], { cwd }),
    start('chapter', ['--chapters', 'our-course'], { cwd }),
  ])
  expect(byNpm.stdout).toBe('  7  Своя глава')
  expect(direct.stdout).toBe('  7  Своя глава\n')
  expect([none.exitCode, none.stdout]).toEqual([1, ''])
  expect(none.stderr).toMatch(/^our-course:1:1 — папки с главами нет\n/)
})

test.each([
  ['build', ['--chapters', 'x'], 'Ключ --chapters достался npm'],
  ['build', ['--out=x'], 'Ключ --out достался npm'],
  ['chapter', ['2', '--chapters', 'x'], 'Ключ --chapters достался npm'],
])(
  'npm run %s %j: npm has taken the option, and the remedy is told',
  async (script, args, expected) => {
    const { PATH = '', HOME = '' } = process.env
    const { exitCode, stderr } = await execa('npm', ['--silent', 'run', script, ...args], {
      cwd: ROOT,
      env: { PATH, HOME },
      extendEnv: false,
      reject: false,
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(expected)
    expect(stderr).toContain('Поставьте перед ключами ещё «--»: npm run … -- --')
  },
)
