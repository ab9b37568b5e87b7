import { pathToFileURL } from 'node:url'

/**
 * Runs a compiled program in this very process, as if Node had been started with it: a second
 * process would take as long to start as the first.
 * @param script absolute
 * @param args what the program finds behind its own name
 */
export async function runHere(script: string, args: readonly string[]): Promise<void> {
  process.argv = [process.argv[0] ?? process.execPath, script, ...args]
  // Awaited so, it does not show in the stacks of the program's own errors.
  await new Promise<void>((resolve, reject) => {
    import(pathToFileURL(script).href).then(() => resolve(), reject)
  })
}
