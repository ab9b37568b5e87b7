import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../files/root.ts'
import { readSignature } from './signature.ts'
import { splitComment } from './split-comment.ts'

/** A call of live-sockets, as its source describes it. */
export interface Call {
  /** Whose method it is: `Socket`; nothing for a function. */
  readonly owner?: string
  /** `recv`; of a class `new Socket`. */
  readonly name: string
  readonly signature: string
  /** What it does, in Russian. */
  readonly summary: string
  /** The rest, in English. */
  readonly detail: string
  readonly errors: readonly string[]
  /** `recv(2)`. */
  readonly manuals: readonly string[]
  /** Another call that fails in the same ways, and in more or less. */
  readonly kin?: string
}

/** Parts of a class that a program never names: `new Socket` has them all. */
const WHOLE: Readonly<Record<string, string>> = {
  Descriptor: 'Socket',
  Endpoint: 'Socket',
  Configuring: 'Socket',
  Sending: 'Socket',
  Receiving: 'Socket',
  Messaging: 'Socket',
  Connecting: 'Socket',
}

const SOURCES = join(ROOT, 'src/socket')

/** All calls that a program can make, in the order of their names. */
export function readCalls(): Call[] {
  const index = readFileSync(join(SOURCES, 'index.ts'), 'utf8').replace(/^\/\/.*$/gm, '')
  const exported = new Set(index.match(/\w+/g))
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/^(native|dist)\//.test(path))
    .sort()
  const calls = files.flatMap((path) => readFile(readFileSync(join(SOURCES, path), 'utf8')))
  return calls
    .filter(({ owner, name }) => exported.has(owner ?? name))
    .map((call) => ({ ...call, errors: gatherErrors(call, calls) }))
    .sort((a, b) => compare(a.owner ?? '', b.owner ?? '') || compare(a.name, b.name))
}

function gatherErrors(call: Call, calls: readonly Call[]): string[] {
  const kin = calls.find(({ owner, name }) => owner === call.owner && name === call.kin)
  const own = [...call.errors, ...(kin === undefined ? [] : gatherErrors(kin, calls))]
  const waits = !call.name.startsWith('try')
  return [...new Set(own)].filter((error) => waits || !/^(EAGAIN|TimeoutError)$/.test(error))
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { sensitivity: 'base' })
}

/** A doc comment, and the declaration under it. */
const DOCUMENTED = /^( *)\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n/gm

function readFile(text: string): Call[] {
  const classes = [...text.matchAll(/^export (?:abstract )?class (\w+)/gm)]
  return [...text.matchAll(DOCUMENTED)].flatMap(
    ({ index, 0: whole, 1: indent = '', 2: body = '' }) => {
      const declaration = readSignature(text.slice(index + whole.length + indent.length))
      const named = nameCall(indent, declaration)
      if (named === undefined || body.includes('@internal')) return []
      const inside = classes.findLast((one) => (one.index ?? 0) < index)?.[1] ?? ''
      const owner = indent === '' ? undefined : (WHOLE[inside] ?? inside)
      const name = named === 'constructor' ? `new ${owner}` : named
      const signature = declaration.replace(
        /^(?:export |static |async )*(?:function )?(?:constructor)?/,
        named === 'constructor' ? name : '',
      )
      return [{ ...(owner === undefined ? {} : { owner }), name, signature, ...splitComment(body) }]
    },
  )
}

/** Functions stand at the margin, methods two spaces from it; nobody else is a call. */
function nameCall(indent: string, declaration: string): string | undefined {
  const pattern =
    indent === ''
      ? /^export function (\w+)/
      : indent === '  '
        ? /^(?:static )?(\w+)(?:<.*>)?\(/
        : /^$/
  return pattern.exec(declaration)?.[1]
}
