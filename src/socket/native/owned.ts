import { getEnvironmentData, isMainThread } from 'node:worker_threads'

/** Where a Worker finds the memory that its starter keeps of it. */
export const KEY = 'live-sockets.owned'

/**
 * By its number, 1 for each descriptor that this thread has to close; the main thread keeps none.
 * V8 ends a Worker where a function is entered: so a descriptor is written down by an assignment
 * right behind the call that made it, and crossed out by one right before the call that closes it.
 */
export const owned: Uint8Array = isMainThread ? new Uint8Array(0) : openOwned()

function openOwned(): Uint8Array {
  const memory = getEnvironmentData(KEY)
  return memory instanceof SharedArrayBuffer ? new Uint8Array(memory) : new Uint8Array(0)
}
