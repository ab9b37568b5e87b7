/** How much a program may print, in bytes: a runaway is stopped, not stored. */
export const OUTPUT_LIMIT = 1024 * 1024

/** How long one await of a check may last, in milliseconds: much shorter than a check's own 20 s. */
export const AWAIT_LIMIT = 8000

/** How long a program may take to obey, in milliseconds, before the next, stronger signal. */
export const GRACES = {
  interrupt: 1000,
  terminate: 1500,
  kill: 3000,
  leave: 500,
  /** What a check has closed is gone at once, on a busy machine in seconds. */
  close: 5000,
} as const
