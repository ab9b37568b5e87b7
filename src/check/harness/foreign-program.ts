import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** A command of the reader's, in whatever language, that stands for a program of the chapter. */
export interface ForeignProgram {
  /** `server.ts` */
  readonly program: string
  /** As a shell reads it. */
  readonly command: string
  /** Where the reader stood when he gave it. */
  readonly folder: string
}

/** How a program is started. */
export interface Launch {
  readonly argv: readonly string[]
  /** Where it runs, unless in the repository's root. */
  readonly folder?: string
  /** Which port it is told; a program of the course chooses one itself. */
  readonly port?: () => Promise<number>
}

export function launchForeign(
  { command, folder }: ForeignProgram,
  args: readonly string[],
): Launch {
  return { argv: ['/bin/sh', '-c', wrap(command), 'sh', ...args], folder, port: findFreePort }
}

/**
 * A simple command takes the shell's place, so that signals and its status are its own; env(1) takes
 * the variables that stand before it.
 */
function wrap(command: string): string {
  return /[;&|<>()`\n]|\$\(/.test(command) ? `${command} "$@"` : `exec env ${command} "$@"`
}

/** Not every language's ways of listening take 0 for «any». */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
