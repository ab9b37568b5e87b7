import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cloneCourse } from '../../../src/commands/anywhere/clone.ts'
import { describeVisits } from '../../../src/commands/anywhere/describe.ts'
import { HOMES, type Home, surround } from '../../../src/commands/anywhere/homes.ts'
import { type Visit, visit } from '../../../src/commands/anywhere/visit.ts'
import { makeFolder } from '../../helpers/folder.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A repository of nearly nothing. */
async function makeRepository(): Promise<string> {
  const root = await makeFolder({
    'package.json': '{}',
    'src/a.ts': 'export {}',
    '.git/HEAD': 'x',
    'build/old.json': '{}',
    'my/04-life/server.ts': 'мой файл',
    'site/layout.html': '<html>',
    'site/dist/index.html': 'старый сайт',
    'node_modules/tool/index.js': 'module.exports = 1',
    'node_modules/tool/build/made.js': 'module.exports = 2',
  })
  symlinkSync('../tool/index.js', join(root, 'node_modules/link.js'))
  return root
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => /^c-\w{6}$/.test(name))

test('a clone has what git and npm would give it and nothing that was made here', async () => {
  const [root, home] = [await makeRepository(), await makeFolder()]
  execFileSync('mkfifo', [join(root, 'pipe')])
  const owned: string[] = []
  cloneCourse(root, join(home, 'c'), (path) => owned.push(path))
  const files = readdirSync(join(home, 'c'), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(home, 'c/').length))
  expect(files.sort()).toEqual([
    'node_modules/link.js',
    'node_modules/tool/build/made.js',
    'node_modules/tool/index.js',
    'package.json',
    'site/layout.html',
    'src/a.ts',
  ])
  const inode = (folder: string) => statSync(join(folder, 'node_modules/tool/index.js')).ino
  expect(inode(join(home, 'c'))).toBe(inode(root))
  expect(owned).toContain(join(home, 'c/src/a.ts'))
  expect(owned).not.toContain(join(home, 'c/node_modules/tool/index.js'))
})

const isRoot = process.getuid?.() === 0
const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {}
/** Node may lie in a folder of root's own. */
const mayRunNode = spawnSync(process.execPath, ['-e', ''], nobody).status === 0

test.each(HOMES.filter(({ user }) => user === 'own' || mayRunNode))(
  '$name: the command runs there, as that user, and leaves nothing',
  async (home) => {
    const before = leftovers()
    const tell =
      'process.stdout.write(JSON.stringify([process.cwd(), process.env.PWD, process.getuid(), process.env]))'
    const command = [process.execPath, '-e', tell]
    const one = await visit(home, { root: await makeRepository(), command, limit: 30_000 })
    expect(one).toMatchObject({ home, holds: true })
    const [cwd, pwd, uid, env] = JSON.parse(one.output)
    expect(cwd.endsWith(`/${home.folder}`)).toBe(true)
    expect(pwd.endsWith(`/${home.link ?? home.folder}`)).toBe(true)
    expect(one.length).toBe(pwd.length)
    expect(uid).toBe(isRoot && home.user === 'ordinary' ? 65_534 : process.getuid?.())
    const size = JSON.stringify(env).length
    if (home.environment === 'empty') expect(Object.keys(env).sort()).toEqual(['PATH', 'PWD'])
    if (home.environment === 'large') expect(size).toBeGreaterThan(400_000)
    expect(existsSync(cwd)).toBe(false)
    expect(leftovers()).toEqual(before)
  },
)

test('a command that fails, and a page that tells where it was made, do not hold', async () => {
  const [home] = HOMES as [Home]
  const root = await makeRepository()
  const run = (script: string) =>
    visit(home, { root, command: ['/bin/sh', '-c', script], limit: 30_000 })
  const failed = await run('echo всё плохо; exit 3')
  expect(failed).toMatchObject({ holds: false, output: 'всё плохо\n' })
  const leak = await run('mkdir -p site/dist; pwd > site/dist/index.html')
  expect(leak.holds).toBe(false)
  expect(leak.output).toContain('site/dist/index.html: на странице стоит путь к папке')
})

test.runIf(isRoot)('a command that the ordinary user may not run is told of', async () => {
  const home = HOMES.find(({ user }) => user === 'ordinary') as Home
  const tool = join(await makeFolder(), 'tool')
  writeFileSync(tool, '#!/bin/sh\n')
  chmodSync(tool, 0o700)
  const root = await makeRepository()
  const one = await visit(home, { root, command: [tool], limit: 30_000 })
  expect(one.holds).toBe(false)
  expect(one.output).toContain(`EACCES: этот пользователь не может запустить ${tool}`)
})

test('what takes too long is ended with all that it had started', async () => {
  const [home] = HOMES as [Home]
  const file = join(await makeFolder(), 'pid')
  const script = `sleep 1000 & echo $! > '${file}'; wait`
  const command = ['/bin/sh', '-c', script]
  const one = await visit(home, { root: await makeRepository(), command, limit: 500 })
  expect(one.holds).toBe(false)
  const pid = Number(readFileSync(file, 'utf8'))
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  })
  await expect.poll(() => isAlive(pid)).toBe(false)
})

function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

test("of npm's own words to us nothing goes along", () => {
  const own = { PATH: '/bin', npm_config_out: 'x', INIT_CWD: '/y', LANG: 'ru_RU.UTF-8' }
  expect(surround('own', own, '/home')).toEqual({
    PATH: '/bin',
    LANG: 'ru_RU.UTF-8',
    HOME: '/home',
  })
  expect(surround('empty', own, '/home')).toEqual({ PATH: '/bin' })
})

test('a new result keeps the rows of places that were not visited', () => {
  const row = (name: string, holds: boolean): Visit => ({
    home: { name, folder: 'c', user: 'own', environment: 'empty' },
    length: 20,
    user: 'root',
    holds,
    duration: 9,
    output: '',
  })
  const first = describeVisits([row('а', false), row('б', true)], 'npm run build')
  expect(first).toContain('| а | 20 | root | пустое | краснеет | 9 |')
  const second = describeVisits([row('а', true)], 'npm run build', first)
  expect(second).toContain('| а | 20 | root | пустое | верно всё | 9 |')
  expect(second).toContain('| б | 20 | root | пустое | верно всё | 9 |')
  expect(second.match(/^\| /gm)).toHaveLength(3)
})
