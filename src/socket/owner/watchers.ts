// Whoever watches a descriptor must know when it goes, before it does: were a copy of it still open
// somewhere, its events would come for ever, and no call could stop them. epoll(7), questions 6 and 9.

/** Somebody who is to know. */
export interface Watcher {
  forget(handle: object, fd: number): void
}

const watchers = new WeakMap<object, Set<Watcher>>()

/** From now on this one is told when the handle is closed or given away. */
export function watch(handle: object, watcher: Watcher): void {
  const known = watchers.get(handle)
  if (known === undefined) watchers.set(handle, new Set([watcher]))
  else known.add(watcher)
}

export function unwatch(handle: object, watcher: Watcher): void {
  watchers.get(handle)?.delete(watcher)
}

/** The handle is about to close its descriptor, or to give it away. */
export function leaveWatchers(handle: object, fd: number): void {
  const known = watchers.get(handle)
  if (known === undefined) return
  for (const watcher of known) watcher.forget(handle, fd)
  watchers.delete(handle)
}
