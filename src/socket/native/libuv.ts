import { undisturbed } from './calm.ts'
import { koffi, program } from './koffi.ts'
import { crossOutLoop, noteLoop } from './owned.ts'

// libuv is what Node itself runs on, and its functions are exported for addons:
// https://docs.libuv.org/en/v1.x/signal.html

const UV_RUN_NOWAIT = 2
const UV_SIGNAL = 16

/** Tells which signals came, without Node's event loop. */
export interface SignalQueue {
  /** Begins to hear a signal, besides whoever else hears it; false when nobody can. */
  start(signal: number): boolean
  /** Stops hearing it. */
  stop(signal: number): void
  /** Takes the signals that came since the last time, in order. */
  take(): number[]
  /** Ready to read when there is something to take. */
  fileno(): number
  /** Hears nothing any more, and gives all memory back. */
  close(): void
}

/** Makes a loop of our own that only hears signals. libuv hands every signal to all loops that ask
 * for it, so Node's own handlers lose nothing. */
export function createSignalQueue(): SignalQueue {
  return undisturbed(makeQueue)
}

function makeQueue(): SignalQueue {
  const loop = koffi.alloc('uint8', program.func('size_t uv_loop_size()')())
  program.func('int uv_loop_init(void *)')(loop)
  const address = BigInt(koffi.address(loop))
  noteLoop(address)
  const run = program.func('int uv_run(void *, int)')
  const handleSize = program.func('size_t uv_handle_size(int)')(UV_SIGNAL)
  const init = program.func('int uv_signal_init(void *, void *)')
  const start = program.func('int uv_signal_start(void *, void *, int)')
  const stop = program.func('int uv_signal_stop(void *)')
  const backendFd = program.func('int uv_backend_fd(void *)')
  const closeHandle = program.func('void uv_close(void *, void *)')
  const closeLoop = program.func('int uv_loop_close(void *)')
  const handles = new Map<number, unknown>()
  let came: number[] = []
  const prototype = koffi.proto('void (void *handle, int signal)')
  const note = koffi.register((_: unknown, signal: number) => {
    came.push(signal)
  }, koffi.pointer(prototype))

  return {
    start(signal) {
      const handle = handles.get(signal) ?? koffi.alloc('uint8', handleSize)
      if (!handles.has(signal)) init(loop, handle)
      handles.set(signal, handle)
      const result = start(handle, note, signal) as number
      // The loop begins to watch its pipe when it runs
      run(loop, UV_RUN_NOWAIT)
      return result === 0
    },
    stop(signal) {
      const handle = handles.get(signal)
      if (handle !== undefined) stop(handle)
    },
    take() {
      run(loop, UV_RUN_NOWAIT)
      const taken = came
      came = []
      return taken
    },
    fileno: () => backendFd(loop) as number,
    close: () =>
      undisturbed(() => {
        crossOutLoop(address)
        for (const handle of handles.values()) closeHandle(handle, null)
        // A loop lets its handles go when it runs
        run(loop, UV_RUN_NOWAIT)
        closeLoop(loop)
        for (const memory of [...handles.values(), loop]) koffi.free(memory)
        koffi.unregister(note)
      }),
  }
}

/**
 * Closes the loop of a thread that has ended: only then do its signals again what they do to any
 * process. Its callback is gone with the thread, but a handle that is closed calls nobody. The
 * memory, about two kilobytes, stays: it is koffi's of that thread.
 */
export function closeLeftLoop(address: bigint): void {
  undisturbed(() => {
    const { walk, closeHandle, run, closeLoop } = loadClosing()
    walk(address, (handle: number | bigint) => void closeHandle(handle, null), null)
    // A loop lets its handles go when it runs
    run(address, UV_RUN_NOWAIT)
    closeLoop(address)
  })
}

let closing: ReturnType<typeof declareClosing> | undefined

/** koffi wants a type of this name only once. */
function loadClosing() {
  closing ??= declareClosing()
  return closing
}

function declareClosing() {
  koffi.proto('void uv_walk_cb(uintptr_t handle, void *arg)')
  return {
    walk: program.func('void uv_walk(uintptr_t, uv_walk_cb *, void *)'),
    closeHandle: program.func('void uv_close(uintptr_t, void *)'),
    run: program.func('int uv_run(uintptr_t, int)'),
    closeLoop: program.func('int uv_loop_close(uintptr_t)'),
  }
}
