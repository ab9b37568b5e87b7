import type { FenceKey } from '../fence.ts'
import { type Common, type FenceKind, fail, type Keys, type Read } from './kind.ts'
import { describeName, isProgramName } from './program-name.ts'

/** A breakage that the named checks must notice. */
export const MUTANT: FenceKind = { keys: ['mutant', 'breaks', 'file'], read }

function read(keys: Keys, common: Common): Read {
  const mutant = keys.get('mutant')
  const name = mutant?.value ?? ''
  const breaks = readTitles(keys.get('breaks'))
  if (mutant !== undefined && name !== '' && !/^[a-z0-9-]{1,100}$/.test(name)) {
    const remedy = 'Имя — строчная латиница, цифры и дефис, до 100 знаков: mutant=no-answer.'
    return fail(mutant.place, `«${name}» не годится в имя поломки`, remedy)
  }
  if (name === '' || breaks.includes('')) {
    const remedy = 'Пишите diff mutant=имя breaks="название проверки; ещё одно".'
    return fail(common.place, 'поломке нужны имя и проверки, которые она ломает', remedy)
  }
  const file = keys.get('file')
  if (file !== undefined && !isProgramName(file.value)) return { problems: [describeName(file)] }
  const target = file?.value === undefined ? {} : { file: file.value }
  return { block: { kind: 'mutant', name, breaks, ...target, ...common } }
}

/** Titles between `;`; one that is part of a title is written `\;`. */
function readTitles(key: FenceKey | undefined): string[] {
  const written = key?.quoted ?? key?.value ?? ''
  const titles = written.match(/(?:\\.|[^;\\])+|(?<=;|^)(?=;|$)/g) ?? ['']
  return titles.map((title) => title.trim().replace(/\\([;"\\])/g, '$1'))
}
