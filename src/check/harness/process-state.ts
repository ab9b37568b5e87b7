/** What a check may change of its own process and other programs would inherit. */
export function saveProcess(): () => void {
  const [environment, folder, mask] = [{ ...process.env }, process.cwd(), process.umask()]
  const { exitCode } = process
  return () => {
    for (const name of Object.keys(process.env)) {
      if (environment[name] === undefined) delete process.env[name]
    }
    for (const [name, value] of Object.entries(environment)) {
      if (process.env[name] !== value) process.env[name] = value
    }
    process.chdir(folder)
    process.umask(mask)
    process.exitCode = exitCode
  }
}
