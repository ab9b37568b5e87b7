/** The longest signature that is told whole. */
const LIMIT = 120

/** `(size: number) => Buffer` after a name: `(size: number): Buffer`. */
export function writeCall(name: string, type: string): string {
  const arrow = findArrow(type)
  return arrow === -1
    ? `${name}: ${type}`
    : `${name}${type.slice(0, arrow)}: ${type.slice(arrow + ' => '.length)}`
}

/** In one line, without what goes without saying, and not too long. */
export function tidy(signature: string): string {
  const line = NOISE.reduce((text, [noise, rest]) => text.replace(noise, rest), signature)
  if (line.length <= LIMIT) return line
  return `${line.slice(0, line.lastIndexOf(' ', LIMIT))} …`
}

const NOISE: readonly (readonly [RegExp, string])[] = [
  // Where a type was declared.
  [/(?:typeof )?import\("[^"]*"\)\./g, ''],
  [/typeof import\("[^"]*"\)/g, 'module'],
  // What the compiler supplies by itself.
  [/<(?:ArrayBufferLike|InetAddress)>/g, ''],
  // The question mark says so.
  [/(\?: [^,(){}]*?) \| undefined(?=[,)};])/g, '$1'],
  [/\s+/g, ' '],
]

/** Where the arrow of a function's own type stands, not that of a parameter. */
function findArrow(type: string): number {
  if (!/^[<(]/.test(type)) return -1
  let depth = 0
  for (let at = 0; at < type.length; at += 1) {
    if (type.startsWith(' => ', at)) {
      if (depth === 0) return at
      at += ' =>'.length
    } else if ('(<[{'.includes(type.charAt(at))) depth += 1
    else if (')>]}'.includes(type.charAt(at))) depth -= 1
  }
  return -1
}
