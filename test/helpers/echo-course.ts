import { fence } from './chapter.ts'

const STARTER = `import { createServer } from 'node:net'
import { shout } from './shout.ts'

const port = Number(process.env.PORT ?? 8080)
createServer((socket) => {
  socket.on('data', (data) => socket.end(shout(String(data)).slice(1)))
}).listen(port, '127.0.0.1')`

const SERVER = `import { createServer } from 'node:net'
import { shout } from './shout.ts'

const port = Number(process.env.PORT ?? 8080)
const server = createServer((socket) => {
  socket.on('data', (data) => socket.end(shout(String(data))))
})
server.listen(port, '127.0.0.1', () => console.log('Слушаем'))`

const CLIENT = `import { connect } from 'node:net'

const socket = connect(8080, '127.0.0.1', () => socket.write('да'))
socket.on('data', (data) => console.log('Ответ:', String(data)))`

const check = (title: string, file: string, key: string) =>
  fence(
    `ts check${key}`,
    `test('${title}', async () => {`,
    `  const { port } = await start('${file}')`,
    '  const client = await connect(port)',
    "  await client.send('да')",
    "  expect(await client.readAll()).toBe('ДА')",
    '})',
  )

/** A chapter with one of all that a page under `npm start` brings to life. */
export const ECHO = {
  '03-echo.md': [
    '# Эхо\n',
    fence('ts file=shout.ts', 'export const shout = (text: string) => text.toUpperCase()'),
    fence('ts file=server.ts', SERVER),
    fence('ts file=client.ts', CLIENT),
    fence(
      'console scene=talk terminal=1 picture',
      '$ npm run chapter 3 server.ts',
      'Слушаем',
    ).trimEnd(),
    '',
    fence('console scene=talk terminal=2 picture', '$ npm run chapter 3 client.ts', 'Ответ: ДА'),
    check('отвечает громко', 'server.ts', ''),
    fence(
      'diff mutant=quiet breaks="отвечает громко" file=shout.ts',
      '-export const shout = (text: string) => text.toUpperCase()',
      '+export const shout = (text: string) => text',
    ),
    '## Задачи\n',
    '### 1. Громче!\n',
    'Сервер `echo.ts` отвечает тем же, но громко: на `да` — `ДА`.\n',
    fence('ts task=1 file=echo.ts', STARTER),
    check('громко', 'echo.ts', ' task=1'),
    fence('ts solution=1', STARTER.replace('.slice(1)', '')),
  ].join('\n'),
} as const
