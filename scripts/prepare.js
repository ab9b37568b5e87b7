// @ts-check
import { join } from 'node:path'

const MISSING = 'Пакеты не установлены или установлены не все. Выполните: npm ci'

/**
 * Compiles the engine.
 * @param {string} root the folder that holds the engine's `package.json`
 * @param {string} command `build`, `serve` …
 * @returns {Promise<string | undefined>} the module that runs the command, its source where nothing
 *   can be written; nothing when there is none to run, which has been said then
 */
export async function prepareCommand(root, command) {
  try {
    const { prepareEngine } = await import('./compile.js')
    return join(await prepareEngine(root), `${command}.js`)
  } catch (error) {
    return recover(/** @type {Failure} */ (error), join(root, 'scripts', `${command}.ts`))
  }
}

/** @typedef {NodeJS.ErrnoException & Partial<import('esbuild').BuildFailure>} Failure */

/**
 * @param {Failure} error
 * @param {string} source
 */
async function recover(error, source) {
  const { code, errors, path = '' } = error
  if (errors !== undefined) return refuse(errors.map(describe).join('\n'))
  if (code === 'ERR_MODULE_NOT_FOUND' || (code === 'ENOENT' && path.includes('node_modules')))
    return refuse(MISSING)
  if (error.syscall === undefined) throw error
  const { register } = await import('tsx/esm/api')
  register()
  return source
}

/** @param {import('esbuild').Message} message */
function describe({ text, location }) {
  if (location === null) return `Движок не компилируется: ${text}`
  const { file, line, column } = location
  return `${file}:${line}:${column + 1} — движок не компилируется: ${text}`
}

/** @param {string} text */
function refuse(text) {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
  return undefined
}
