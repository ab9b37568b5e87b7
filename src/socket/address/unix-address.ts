import { types } from 'node:util'
import { checkBuffer } from '../system/check.ts'
import { lengthOf, restOf } from '../system/memory.ts'
import { isDarwin, system } from '../system/platform.ts'
import { head } from './sockaddr.ts'

// `struct sockaddr_un`: unix(7). A path is bytes. Those that are no UTF-8 are answered as Python
// answers them, each as a lone half of a surrogate pair, and come back as they were:
// https://peps.python.org/pep-0383/

/** `sizeof(sun_path)`, the byte for the final NUL included. */
const PATH_SIZE = isDarwin ? 104 : 108

/** Writes an address of AF_UNIX. */
export function encodePath(path: unknown): Buffer {
  const name = toBytes(path)
  // Nothing at all asks Linux for a free abstract name
  if (name.length === 0 && !isDarwin) return head(system.AF_UNIX, 2)
  const abstract = !isDarwin && name[0] === 0
  if (!abstract && name.includes(0)) throw new TypeError('В пути сокета есть нулевой символ')
  const size = name.length + (abstract ? 0 : 1)
  if (size > PATH_SIZE) {
    throw new RangeError(
      `Путь сокета занимает ${name.length} байт, а помещается ${PATH_SIZE - 1}: возьмите короче`,
    )
  }
  const bytes = head(system.AF_UNIX, 2 + size)
  name.copy(bytes, 2)
  return bytes
}

function toBytes(path: unknown): Buffer {
  if (types.isUint8Array(path)) {
    const name = Buffer.alloc(lengthOf(checkBuffer(path)))
    name.set(restOf(path, 0))
    return name
  }
  if (typeof path === 'string') return Buffer.concat(path.split(ESCAPED).map(unescapePart))
  throw new TypeError('Сокету AF_UNIX нужен адрес { path: строка }')
}

/** Halves of surrogate pairs that stand for a byte; a whole pair is a character of its own. */
const ESCAPED = /([\uDC80-\uDCFF])/u

function unescapePart(part: string): Buffer {
  if (ESCAPED.test(part)) return Buffer.of(part.charCodeAt(0) - 0xdc00)
  if (/\p{Surrogate}/u.test(part)) throw new TypeError('В пути сокета половина символа UTF-16')
  return Buffer.from(part)
}

/** Reads the path in an address of AF_UNIX. */
export function decodePath(bytes: Buffer): string {
  const end = !isDarwin && bytes[0] === 0 ? bytes.length : bytes.indexOf(0)
  return toText(bytes.subarray(0, end === -1 ? bytes.length : end))
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function toText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return escapeBytes(bytes)
  }
}

/** The longest characters that are whole stay; every other byte is escaped. */
function escapeBytes(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const size = [1, 2, 3, 4].find((length) => isCharacter(bytes.subarray(at, at + length)))
    text +=
      size === undefined
        ? String.fromCharCode(0xdc00 + (bytes[at] as number))
        : bytes.toString('utf8', at, at + size)
    at += size ?? 1
  }
  return text
}

function isCharacter(bytes: Buffer): boolean {
  try {
    return [...utf8.decode(bytes)].length === 1
  } catch {
    return false
  }
}
