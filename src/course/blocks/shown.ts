import { DATA_LANGUAGES, isDataName } from '../data-file.ts'
import { findIdleCommand } from '../fence-language.ts'
import { type Common, type FenceKind, fail, type Keys, type Read } from './kind.ts'

/** Any other language; with `file=` it is a file that lies beside the chapter's programs. */
export function describeShown(language: string): FenceKind {
  return {
    keys: DATA_LANGUAGES.has(language) ? ['file'] : [],
    read: (keys, common) => readShown(language, keys, common),
  }
}

function readShown(language: string, keys: Keys, common: Common): Read {
  const { place, lines } = common
  const idle = findIdleCommand(language, lines, keys.has('file'))
  if (idle !== -1) {
    const at = { ...place, line: place.line + 1 + idle }
    const remedy = 'Пишите console; если это не для запуска, уберите «$» или другое приглашение.'
    return fail(at, 'терминал, который никто не запускает', remedy)
  }
  if (DRAWN.has(language)) return fail(place, `рисунка из «${language}» не выйдет`, DRAW)
  const file = keys.get('file')
  if (file !== undefined && language === 'json' && !isJson(lines))
    return fail(place, 'файл не читается как JSON', 'Исправьте его: программа его не прочла бы.')
  if (file === undefined) return { block: { kind: 'shown', language, ...common } }
  if (isDataName(file.value))
    return { block: { kind: 'shown', language, file: file.value, ...common } }
  const remedy =
    'Имя — строчная латиница, цифры и дефис, до 100 знаков, с расширением и без папок: request.txt.'
  return fail(file.place, `«${file.value ?? ''}» не годится в имя файла`, remedy)
}

/** What other programs make pictures and formulas of. */
const DRAWN: ReadonlySet<string> = new Set('mermaid plantuml puml math katex'.split(' '))

const DRAW = 'Положите рядом с главой рисунок SVG: ![что на нём](./имя.svg).'

function isJson(lines: readonly string[]): boolean {
  try {
    JSON.parse(lines.join('\n'))
    return true
  } catch {
    return false
  }
}
