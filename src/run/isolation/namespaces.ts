import { spawnSync } from 'node:child_process'

/** Whether child processes can have namespaces of their own here. */
export function canIsolate(): boolean {
  return findUnshare() !== undefined
}

/** What that means where they cannot. */
export const SHARED = 'своей сети здесь не получить: unshare запрещён, и сцены играются по очереди'

/** A command as it is run in process and network namespaces of its own; where those are forbidden, itself. */
export function isolateCommand(command: readonly string[]): readonly string[] {
  const unshare = findUnshare()
  return unshare === undefined ? command : [...unshare, '--', ...command]
}

let known: { readonly unshare: readonly string[] | undefined } | undefined

/** The system is asked once; what it answers does not change while we live. */
function findUnshare(): readonly string[] | undefined {
  known ??= { unshare: tryUnshare() }
  return known.unshare
}

function tryUnshare(): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined
  const namespaces = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc']
  const asUser = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const [command, ...options] = ['unshare', ...asUser, ...namespaces] as const
  return spawnSync(command, [...options, 'true']).status === 0 ? [command, ...options] : undefined
}
