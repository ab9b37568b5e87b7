// @ts-check
import { statSync } from 'node:fs'

/** How files and folders stand: path → what changes when anybody writes, replaces or removes it.
 * @typedef {Readonly<Record<string, string>>} States */

/**
 * Costs one call of the system a path, and no reading.
 * @param {Iterable<string>} paths absolute
 * @returns {States}
 */
export function readStates(paths) {
  return Object.fromEntries(Array.from(paths, (path) => [path, readState(path)]))
}

/**
 * Whether all still stands as it did.
 * @param {States} states
 * @returns {boolean}
 */
export function stand(states) {
  for (const path in states) if (readState(path) !== states[path]) return false
  return true
}

/** How long (ms) the clocks of file systems may stand still. */
const TICK = 2000

/**
 * Whether states tell of all changes to come: of two that follow one another at once, the second
 * may not show in them.
 * @param {States} states
 * @param {number} now when they were read, by `Date.now()`
 */
export function areSettled(states, now) {
  return Object.values(states).every((state) => !(Number(state.split(' ')[0]) > now - TICK))
}

/** @param {string} path */
function readState(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  // The time of the last change goes by the clock, whatever an unpacked archive says of the text.
  return stat === undefined ? '' : `${stat.ctimeMs} ${stat.mtimeMs} ${stat.size} ${stat.ino}`
}
