import type { ConsoleBlock, Problem, Scene } from '../../course/types.ts'
import { cutValues, isDuration } from '../transcript/values.ts'
import { parseScripts, type Step } from './script.ts'

/**
 * Keys that let a comparison overlook something, where there is nothing to overlook. A scene that has
 * passed shows all that it prints: so it is sure.
 */
export function findIdleKeys(scene: Scene): Problem[] {
  const steps = parseScripts(scene).flatMap((script) => script.steps)
  const blocks = scene.cells.flatMap(({ parts }) => parts.map(({ block }) => block))
  return blocks.flatMap((block) => [
    ...(block.tolerance === undefined || hasDuration(block) ? [] : [tellTolerance(block)]),
    ...(!block.unordered || steps.some((step) => hasOrder(step, block)) ? [] : [tellOrder(block)]),
  ])
}

function hasDuration({ items, tolerance }: ConsoleBlock): boolean {
  const isOff = tolerance !== undefined && tolerance > 0
  const outputs = items.filter(({ kind }) => kind === 'output')
  return isOff && outputs.some(({ text }) => cutValues(text, tolerance).values.some(isDuration))
}

/** Lines of one block between two actions may change places; like ones nobody can tell apart. */
function hasOrder({ outputs }: Step, block: ConsoleBlock): boolean {
  const own = outputs.filter((output) => output.block === block)
  return new Set(own.map(({ item }) => item.text)).size > 1
}

function tellTolerance({ place, tolerance = 0 }: ConsoleBlock): Problem {
  const fact =
    tolerance === 0
      ? 'ключ tolerance=0% ничего не разрешает'
      : 'ключ tolerance ничего не меняет: в блоке нет ни одной длительности с единицей, вроде «120 мс»'
  return { place, fact, remedy: 'Уберите ключ.' }
}

function tellOrder({ place }: ConsoleBlock): Problem {
  const fact = 'ключ unordered ничего не меняет: переставлять здесь нечего'
  return { place, fact, remedy: 'Уберите ключ.' }
}
