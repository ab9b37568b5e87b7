import { type Common, type FenceKind, fail, type Keys, type Read } from './kind.ts'
import { describeName, isProgramName } from './program-name.ts'

/** A breakage that the named checks must notice. */
export const MUTANT: FenceKind = { keys: ['mutant', 'breaks', 'file'], read }

function read(keys: Keys, common: Common): Read {
  const mutant = keys.get('mutant')
  const name = mutant?.value ?? ''
  const breaks = (keys.get('breaks')?.value ?? '').split(';').map((title) => title.trim())
  if (mutant !== undefined && name !== '' && !/^[a-z0-9-]{1,100}$/.test(name)) {
    const remedy = 'Имя – строчная латиница, цифры и дефис, до 100 знаков: mutant=no-answer.'
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
