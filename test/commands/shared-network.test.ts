import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { start } from '../helpers/command.ts'
import { makeCourse } from '../helpers/folder.ts'

/** Runs what follows without the right to any namespace. */
const BARE =
  process.getuid?.() === 0
    ? ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all']
    : ['setpriv', '--no-new-privs']

const isRefused = () =>
  spawnSync('setpriv', [...BARE.slice(1), 'unshare', '--net', 'true']).status !== 0
const canTry = spawnSync('setpriv', [...BARE.slice(1), 'true']).status === 0 && isRefused()

/** Each listens at the same port in its scene, and leaves a process behind in a check. */
const chapter = (number: number) => `# Глава ${number}

\`\`\`ts file=server.ts
import net from 'node:net'
import { spawn } from 'node:child_process'

const server = net.createServer((socket) => socket.end('глава ${number}\\n'))
server.listen(Number(process.env.PORT ?? 8080), () => console.log('слушаю'))
process.on('SIGINT', () => {
  if (process.argv[2] === 'leave') spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' })
  process.exit()
})
\`\`\`

\`\`\`console
$ npm run chapter ${number} server.ts
слушаю
\`\`\`

\`\`\`console
$ node -e "require('net').connect(8080).pipe(process.stdout)"
глава ${number}
\`\`\`

\`\`\`ts check
test('отвечает и не оставляет ничего', async () => {
  const { port } = await start('server.ts')
  const client = await connect(port)
  expect(await client.readUntil('\\n')).toContain('глава ${number}')
})

test('оставляет процесс', async () => {
  const server = await start('server.ts', { args: ['leave'] })
  await server.stop()
})
\`\`\`

\`\`\`diff mutant=mute breaks="отвечает и не оставляет ничего"
-const server = net.createServer((socket) => socket.end('глава ${number}\\n'))
+const server = net.createServer((socket) => socket.end('другое\\n'))
\`\`\`
`

test.skipIf(!canTry)(
  'where no namespaces are to be had the verdicts are the same: scenes take turns, leaks are found',
  async () => {
    const numbers = [1, 2, 3]
    const files = numbers.map((n) => [`0${n}-a.md`, chapter(n)])
    const course = await makeCourse(Object.fromEntries(files))
    const args = ['--chapters', course, '--out', `${course}/site`]
    const build = await start('build', args, { through: BARE })
    expect(build.stderr).toContain('unshare запрещён, и сцены играются по очереди')
    const problems = build.stderr.split('\n').filter((line) => / — /.test(line))
    expect(problems.length, build.stderr).toBe(3)
    for (const problem of problems) {
      expect(problem).toContain('не прошла проверка «оставляет процесс»')
      expect(problem).toContain('остался процесс')
    }
    expect(build.exitCode).toBe(1)
  },
  240_000,
)

/** Closes first and does not set SO_REUSEADDR: the next one has to wait for a minute. */
const rude = (number: number) => `# Глава ${number}

\`\`\`ts file=server.ts
import { Socket, AF_INET, SOCK_STREAM } from 'live-sockets'

const server = new Socket(AF_INET, SOCK_STREAM)
server.bind({ address: '127.0.0.1', port: 8080 })
server.listen()
console.log('слушаю')
const client = server.accept()
client.sendall('глава ${number}\\n')
client.close()
\`\`\`

\`\`\`console scene=talk terminal=1
$ npm run chapter ${number} server.ts
слушаю
\`\`\`

\`\`\`console scene=talk terminal=2
$ node -e "require('net').connect(8080).pipe(process.stdout)"
глава ${number}
\`\`\`
`

const FORBIDDEN = `# Чего нельзя

\`\`\`console
$ unshare -n echo да
да
\`\`\`

\`\`\`ts check
test('своя сеть', async () => {
  const { output } = await command('unshare', ['-n', 'echo', 'да'])
  expect(output).toBe('да\\n')
})

test('сама знает', async (t) => {
  const { status } = await command('unshare', ['-n', 'true'])
  if (status !== 0) t.skip('сети не завести')
  expect(status).toBe(0)
})

test('красная и здесь', async () => {
  expect((await command('echo', ['да'])).output).toBe('нет\\n')
})
\`\`\`
`

/** By this word the engine knows that it was no mistake of the program's: it skips what needs rights. */
test('the course names the error when its programs lack rights', async () => {
  const { chapters } = await loadCourse('chapters')
  const blocks = chapters.flatMap(({ blocks }) => blocks)
  const owner = blocks.find((block) => block.kind === 'program' && block.file === 'net-owner.ts')
  expect(owner?.lines.join('\n')).toMatch(/console\.error\([^)]*\(EPERM\)/)
})

test.skipIf(!canTry)(
  'a port where another chapter closed first is free, and what the machine forbids is no mistake',
  async () => {
    const files = { '01-a.md': rude(1), '02-b.md': rude(2), '03-c.md': FORBIDDEN }
    const course = await makeCourse(files)
    const args = ['--chapters', course, '--out', `${course}/site`]
    const build = (env: Record<string, string>) => start('build', args, { through: BARE, env })
    const here = await build({})
    const problems = (text: string) => text.split('\n').filter((line) => / — /.test(line))
    const rights = 'нет прав: своей сети эта машина не даёт'
    expect(problems(here.stderr).join('\n')).toMatch(
      /^[^\n]*не прошла проверка «красная и здесь»[^\n]*$/,
    )
    const inCi = await build({ CI: 'true' })
    expect(inCi.stderr).toContain(`сцена пропущена: ${rights}`)
    expect(inCi.stderr).toContain(`пропущена проверка «своя сеть»: ${rights}`)
    expect(inCi.stderr).toContain('пропущена проверка «сама знает»: сети не завести')
  },
  240_000,
)
