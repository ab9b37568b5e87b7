import type { Exit } from './exit.ts'
import { createRest } from './idle.ts'
import { GRACES } from './limits.ts'
import { readCommandLine } from './process-table.ts'
import { type Family, hasForgottenOrphans, sendSignal } from './process-tree.ts'
import { isAwaiting, readSockets } from './socket-table.ts'
import { waitFor } from './wait.ts'

/** What the end of a program showed about it: where all is well nothing was stubborn or left. */
export interface Ending {
  /** Processes that only SIGKILL could end. */
  readonly stubborn: readonly Survivor[]
  /** Processes that were still there after their program had ended. */
  readonly left: readonly Survivor[]
  /** AF_UNIX paths that it still held when it was stopped: it had no chance to remove them. */
  readonly paths: readonly string[]
}

interface Survivor {
  readonly pid: number
  /** Its command line. */
  readonly command: string
  /** The ports that it holds. */
  readonly ports: readonly number[]
}

/**
 * Ends a program and all that it started: `interrupt` (Ctrl+C), then SIGTERM, then SIGKILL.
 * Of a program that has ended already it ends what was left behind.
 */
export async function endProgram(
  program: { readonly family: Family; ended(): Exit | undefined },
  interrupt: () => void,
): Promise<Ending> {
  const { family } = program
  const root = family.root()
  const paths = program.ended() === undefined ? readPaths(family) : []
  const stubborn = root === undefined ? [] : await endRoot(program, root, interrupt)
  const left = await endRest(family)
  family.close()
  return { stubborn, left, paths }
}

async function endRoot(
  { family, ended }: { readonly family: Family; ended(): Exit | undefined },
  root: number,
  interrupt: () => void,
): Promise<Survivor[]> {
  const gone = () => ended() !== undefined
  if (gone()) return []
  interrupt()
  if (await waitFor(gone, GRACES.interrupt)) return []
  sendSignal(-root, 'SIGTERM')
  if (await waitFor(gone, GRACES.terminate)) return []
  const stubborn = describeSurvivors(family)
  sendSignal(-root, 'SIGKILL')
  await killAll(family)
  await waitFor(gone, GRACES.kill)
  return stubborn
}

/** Children of a program that has ended get a moment to follow it; more, if they are at work. */
async function endRest(family: Family): Promise<Survivor[]> {
  const start = performance.now()
  const rest = createRest()
  const isGone = () => family.members().length === 0 && !hasForgottenOrphans()
  const stays = () =>
    rest.quiet(family.members().map(({ pid }) => pid)) > GRACES.leave / 2 &&
    performance.now() - start > GRACES.leave
  await waitFor(() => isGone() || stays(), GRACES.kill)
  if (isGone()) return []
  const left = describeSurvivors(family)
  await killAll(family)
  await waitFor(isGone, GRACES.kill)
  return left
}

/** Again and again: a process may start another one while it is being ended. */
async function killAll(family: Family): Promise<void> {
  await waitFor(() => {
    const members = family.members()
    for (const { pid } of members) sendSignal(pid, 'SIGKILL')
    return members.length === 0
  }, GRACES.kill)
}

function readPaths(family: Family): string[] {
  const sockets = readSockets(family.members().map(({ pid }) => pid))
  return sockets.map(({ path }) => path).filter((path) => path !== '')
}

function describeSurvivors(family: Family): Survivor[] {
  return family.members().map(({ pid }) => {
    const held = readSockets([pid]).filter(isAwaiting)
    const ports = held.map(({ port }) => port).filter((port) => port !== 0)
    return { pid, command: readCommandLine(pid), ports: [...new Set(ports)] }
  })
}

/** `процесс 4711 «node holder.js», он держит порт 8080` */
export function formatSurvivor({ pid, command, ports }: Survivor): string {
  const held = ports.length === 0 ? '' : `, он держит порт ${ports.join(', ')}`
  return `процесс ${pid} «${command}»${held}`
}
