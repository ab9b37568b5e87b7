/** Makes errors whose stack starts at the line that called the harness. */
export interface Failure {
  (message: string): Error
  /** Puts that line on top of the stack of an error from elsewhere. */
  located(error: Error): Error
}

/**
 * Must be called before the first `await`: later the caller is no longer on the stack.
 * @param entry the function that the check called; what is below it is not shown
 */
export function failureAt(entry: (...args: never[]) => unknown): Failure {
  const trace = new Error()
  Error.captureStackTrace(trace, entry)
  const located = (error: Error) => {
    error.stack = `${error.name}: ${error.message}\n${(trace.stack ?? '').replace(/^Error.*\n/, '')}`
    return error
  }
  return Object.assign((message: string) => located(new Error(message)), { located })
}

/** What is there from the beginning proves nothing, though it comes at once. */
export function refuseNothing(isThing: boolean, call: string, remedy: string, fail: Failure): void {
  if (!isThing) throw fail(`${call} ничего не ждёт. ${remedy}`)
}
