import { type Common, type FenceKind, fail, type Keys, type Read } from './kind.ts'

/** Empty: the page puts here what every server of the course made of every fault. */
export const MATRIX: FenceKind = { keys: [], read }

function read(_keys: Keys, common: Common): Read {
  if (common.lines.every((line) => line.trim() === ''))
    return { block: { kind: 'matrix', ...common } }
  const remedy = 'Оставьте его пустым: таблицу «серверы и помехи» страница составит сама.'
  return fail(common.place, 'блок matrix не пуст', remedy)
}
