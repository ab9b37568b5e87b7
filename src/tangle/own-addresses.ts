import { FOREIGN, findNamedPrograms } from '../course/named-programs.ts'
import type { Block, Place, Problem } from '../course/types.ts'

/** What begins threads and processes by itself, and knows nothing of how programs are compiled. */
const STARTERS = /\bfrom\s*['"](?:node:)?(?:worker_threads|child_process|cluster)['"]/

const SIBLING = String.raw`(?:(?:\./|${FOREIGN.replace('?<slug>', '?:')})[a-z0-9][a-z0-9-]*\.)`

/** The ways to name a program that lies beside: group 1, then `ts`, then what closes it. */
const ADDRESSES = [
  String.raw`(new\s+URL\(\s*(['"\x60])${SIBLING})ts(\2\s*,\s*import\.meta\.url\s*\))`,
  String.raw`(import\.meta\.resolve\(\s*(['"\x60])${SIBLING})ts(\2\s*\))`,
  String.raw`(import\.meta\.dirname\s*,\s*(['"\x60])(?:\./)?[a-z0-9][a-z0-9-]*\.)ts(\2)`,
  String.raw`(\x60\$\{import\.meta\.dirname(\})/[a-z0-9][a-z0-9-]*\.)ts(\x60)`,
].map((source) => new RegExp(source, 'gu'))

/**
 * Node begins what is compiled: in a program that begins threads or processes by Node's own means,
 * `./w.ts` beside it becomes `./w.js`. The text keeps its length, and source maps hold.
 */
export function turnAddresses(text: string): string {
  if (!STARTERS.test(text)) return text
  return ADDRESSES.reduce((turned, address) => turned.replace(address, '$1js$3'), text)
}

const ADDRESS = /new\s+URL\(\s*(['"`])(\.\/[a-z0-9][a-z0-9-]*\.[jt]s)\1\s*,\s*import\.meta\.url/g
const BARE = /\b(?:new\s+Worker|fork)\(\s*(['"`])([\w./-]+\.[jt]s)\1/g

/**
 * Addresses at which nothing would be found when the program runs, though their types are right.
 * @param known the chapter's programs
 */
export function findLostAddresses(block: Block, known: readonly string[]): Problem[] {
  if (block.kind !== 'program' && block.kind !== 'check' && block.kind !== 'solution') return []
  return block.lines.flatMap((line, index) => {
    const at = (column: number): Place => ({
      ...block.place,
      line: block.place.line + 1 + index,
      column: column + 1,
    })
    const bare = Array.from(line.matchAll(BARE), ({ 0: whole, 2: path = '', index: start }) =>
      describeBare(path, at(start + whole.lastIndexOf(path))),
    )
    const own = Array.from(line.matchAll(ADDRESS), ({ 0: whole, 2: path = '', index: start }) =>
      describeOwn(path, block.kind, known, at(start + whole.indexOf(path))),
    )
    return [...bare, ...own.flat()]
  })
}

function describeBare(path: string, place: Place): Problem {
  const name = path.replace(/^.*\//, '').replace(/\.js$/, '.ts')
  return {
    place,
    fact: `«${path}» ищут не рядом с программой, а в папке, где её запустили`,
    remedy: `Пишите new URL('./${name}', import.meta.url); в проверке — programPath('${name}').`,
  }
}

function describeOwn(
  path: string,
  kind: Block['kind'],
  known: readonly string[],
  place: Place,
): Problem[] {
  const [{ file = '' } = {}] = findNamedPrograms(`'${path}'`)
  if (kind === 'check') {
    const fact = `рядом с проверками нет ${path}: они стоят в самой главе`
    return [{ place, fact, remedy: `Пишите programPath('${file}').` }]
  }
  if (known.includes(file)) return []
  const fact = `в главе нет программы ${file}`
  return [{ place, fact, remedy: `Есть: ${known.join(', ') || 'ни одной'}.` }]
}
