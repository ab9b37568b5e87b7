const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю'
const LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'

/** What the same keys write in the other layout: `jxthtlm` → `очередь`, «фссузе» → `accept`. */
export function retype(text: string): string {
  return Array.from(text, (key) => OTHER.get(key) ?? key).join('')
}

const OTHER = new Map([
  ...pair(LATIN, RUSSIAN),
  ...pair(LATIN_SHIFTED, RUSSIAN.toUpperCase()),
  ...pair(RUSSIAN, LATIN),
  ...pair(RUSSIAN.toUpperCase(), LATIN_SHIFTED),
])

function pair(from: string, to: string): [string, string][] {
  return Array.from(from, (key, index) => [key, to.charAt(index)])
}
