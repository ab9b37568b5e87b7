import { CONSOLE } from './blocks/console.ts'
import type { Common, FenceKind, Read } from './blocks/kind.ts'
import { MATRIX } from './blocks/matrix.ts'
import { MUTANT } from './blocks/mutant.ts'
import { describeShown } from './blocks/shown.ts'
import { TYPESCRIPT } from './blocks/typescript.ts'
import type { FenceInfo, FenceKey } from './fence.ts'
import { judgeLanguage } from './fence-language.ts'
import type { Problem } from './types.ts'

/** The table of the chapter format; a language that is not here is shown and never run. */
const KINDS: ReadonlyMap<string, FenceKind> = new Map([
  ['ts', TYPESCRIPT],
  ['console', CONSOLE],
  ['diff', MUTANT],
  ['matrix', MATRIX],
])

/** Keys that are said or not said: they have no value. */
const FLAGS = new Set(['check', 'unordered', 'picture'])

/** What a fence means. */
export function readBlock(info: FenceInfo, common: Common): Read {
  const { keys } = info
  const language = info.language.toLowerCase()
  const refused = judgeLanguage(info.language)
  if (refused !== undefined) return { problems: [{ place: common.place, ...refused }] }
  const kind = KINDS.get(language) ?? describeShown(language)
  const unknown = [...keys.values()].filter((key) => !kind.keys.includes(key.name))
  if (unknown.length > 0)
    return { problems: unknown.map((key) => describeUnknown(key, language, kind)) }
  const valued = [...keys.values()].filter((k) => FLAGS.has(k.name) && k.value !== undefined)
  if (valued.length > 0) return { problems: valued.map(describeValued) }
  // The changes of a text that is no program of ours.
  if (kind === MUTANT && keys.size === 0) return describeShown(language).read(keys, common)
  return kind.read(keys, common)
}

function describeValued({ name, place }: FenceKey): Problem {
  const remedy = `Оставьте одно слово ${name} или уберите ключ вовсе.`
  return { place, fact: `у ключа «${name}» не бывает значения`, remedy }
}

function describeUnknown(
  { name, place }: FenceKey,
  language: string,
  { keys }: FenceKind,
): Problem {
  const remedy =
    keys.length === 0
      ? `Блоки «${language}» только показываются; ключей у них нет.`
      : `Блок ${language} знает: ${keys.join(', ')}.`
  return { place, fact: `незнакомый ключ «${name}»`, remedy }
}
