import type { FenceKey } from '../fence.ts'
import { findNamedPrograms } from '../named-programs.ts'
import type { Problem } from '../types.ts'
import type { Common, Keys, Read } from './kind.ts'
import { describeName, isProgramName } from './program-name.ts'

/** ` ```ts file=NAME `: grows a program; `diff` names the program that it is a changed copy of. */
export function readProgram(keys: Keys, common: Common & { readonly task?: number }): Read {
  const [file, diff] = [keys.get('file'), keys.get('diff')]
  if (file !== undefined && !isProgramName(file.value)) return { problems: [describeName(file)] }
  if (diff !== undefined && !isOriginal(diff.value)) return { problems: [describeOriginal(diff)] }
  const copy = diff?.value === undefined ? {} : { diff: diff.value }
  return { block: { kind: 'program', file: file?.value ?? '', ...copy, ...common } }
}

/** A changed copy may be of an earlier chapter's program. */
function isOriginal(value = ''): boolean {
  return isProgramName(value) || findNamedPrograms(`'${value}'`)[0]?.text === value
}

function describeOriginal(key: FenceKey): Problem {
  const { value = '', place } = key
  if (!value.includes('/')) return describeName(key)
  const fact = `«${value}» не годится в имя образца`
  return { place, fact, remedy: 'Пишите diff=server.ts или diff=../05-глава/server.ts.' }
}
