// @ts-check
// Every npm command begins here, `node scripts/start.js build …`: it runs the compiled engine,
// which is compiled anew when its sources have changed.
import { readFileSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stand } from '../src/cache/state.js'

// Of two contrary wishes this one holds; Node would wonder aloud which, as soon as much of it is loaded.
if (process.env.NO_COLOR) delete process.env.FORCE_COLOR

const root = join(import.meta.dirname, '..')
const [command = ''] = process.argv.splice(2, 1)
const script = recall() ?? (await prepare())
if (script !== undefined) {
  markUse(script)
  await import(pathToFileURL(script).href)
}

/** Where the command lies compiled, unless something has touched the engine's sources since. */
function recall() {
  try {
    const current = readFileSync(join(root, 'build/engine/current.json'), 'utf8')
    const { folder, states } = JSON.parse(current)
    return stand(states) ? join(folder, `${command}.js`) : undefined
  } catch {
    return undefined
  }
}

/** Builds that nobody uses any more are removed by age. @param {string} compiled */
function markUse(compiled) {
  const now = new Date()
  try {
    utimesSync(dirname(compiled), now, now)
  } catch {
    // Whoever may not write here removes none either.
  }
}

async function prepare() {
  const { prepareCommand } = await import('./prepare.js')
  return prepareCommand(root, command)
}
