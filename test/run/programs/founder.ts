import { startPiped } from '../../../src/run/process/piped-program.ts'

// Starts a family and ends, in the way that is asked for, without ending it.
const program = startPiped(['sleep', '60'], { folder: '.', env: { PATH: process.env.PATH ?? '' } })
process.stdout.write(String(program.pid), () => {
  if (process.argv[2] === 'exit') setTimeout(() => process.exit(3), 200)
})
