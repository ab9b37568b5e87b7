import { EvaluatedModules } from 'vite/module-runner'

/**
 * vite takes `%20` in a path for a blank that it had encoded itself: in a folder like `p%20x` it
 * would find no module for a place in a stack, and no test would know its line. What it does not
 * find is looked for by the name as it has decoded it.
 */
export function findMapsInOddPaths(): void {
  const { getModuleSourceMapById: find } = EvaluatedModules.prototype
  EvaluatedModules.prototype.getModuleSourceMapById = function (id) {
    const found = find.call(this, id)
    if (found !== null) return found
    const name = [...this.idToModuleMap.keys()].find((key) => decodeBlanks(key) === id)
    return name === undefined ? null : find.call(this, name)
  }
}

function decodeBlanks(path: string): string {
  return path.replace(/(?:%(?:20|09|0a|0d))+/gi, decodeURIComponent)
}
