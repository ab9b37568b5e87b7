import * as libc from './native/libc.ts'

// Descriptors that `detach` has given away and nobody has taken yet. Whoever is to get them may
// never begin: then somebody has to close them.

const adrift = new Set<number>()

/** A descriptor has no owner from now on. */
export function setAdrift(fd: number): void {
  adrift.add(fd)
}

/** A descriptor has an owner again, or its number means another one. */
export function takeAdrift(fd: number): void {
  if (adrift.size > 0) adrift.delete(fd)
}

/** Closes a descriptor that nobody has taken. */
export function closeAdrift(fd: number): void {
  if (adrift.delete(fd)) libc.close(fd)
}

/** The descriptors without an owner that a thread is given, by the name under which they go:
 * `{ fd }`, or `{ fds }` for several. */
export function findAdrift(data: unknown): number[] {
  if (typeof data !== 'object' || data === null) return []
  const { fd, fds } = data as { fd?: unknown; fds?: unknown }
  const named = [fd, ...(Array.isArray(fds) ? fds : [])]
  return named.filter((number): number is number => adrift.has(number as number))
}
