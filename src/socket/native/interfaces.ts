import { program } from './koffi.ts'

const toIndex = program.func('uint if_nametoindex(str)')
const toName = program.func('void *if_indextoname(uint, void *)')

/** The longest name of an interface, with its NUL: IF_NAMESIZE. */
const NAME_SIZE = 16

/** The number of a network interface by its name, 0 when there is none. if_nametoindex(3). */
export function interfaceIndex(name: string): number {
  return toIndex(name) as number
}

/** The name of a network interface by its number, null when there is none. if_indextoname(3). */
export function interfaceName(index: number): string | null {
  const bytes = Buffer.alloc(NAME_SIZE)
  if (toName(index, bytes) === null) return null
  return bytes.toString('utf8', 0, bytes.indexOf(0))
}
