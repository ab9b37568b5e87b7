import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { tellDescriptor } from '../class/handle.ts'
import type { HasDescriptor } from '../waiting/wait.ts'
import { findLoader, findProgram } from './programs.ts'

/**
 * Запускает программу процессом, который наследует сокеты. Starts another program of this project
 * as a process that inherits sockets: the first is its descriptor 3, the next 4, …, and it takes
 * them with `Socket.fromFd(3)`. This process keeps its own copies: a connection lives until all
 * copies are closed, so close yours. Input and output are shared. A finished child stays a zombie
 * until the event loop of this process turns.
 * @param url the program, `new URL('./handler.ts', import.meta.url)`
 * https://nodejs.org/api/child_process.html#optionsstdio
 */
export function subprocess(
  url: URL | string,
  sockets: readonly HasDescriptor[] = [],
  args: readonly string[] = [],
): ChildProcess {
  const program = findProgram(url)
  const loader = findLoader(program)
  const tsx = loader === null ? [] : ['--import', loader.href]
  return spawn(process.execPath, [...process.execArgv, ...tsx, fileURLToPath(program), ...args], {
    stdio: [
      'inherit',
      'inherit',
      'inherit',
      ...sockets.map((socket) => tellDescriptor(socket, 'spawn')),
    ],
  })
}
