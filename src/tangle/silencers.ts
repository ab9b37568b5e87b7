import type { Block, Problem } from '../course/types.ts'

/** Comments by which the compiler overlooks what is wrong. */
const SILENCER = /@ts-(?:nocheck|ignore|expect-error)\b/gi

/** Nobody checks the types of what stands behind such a comment. */
export function findSilencers({ place, lines }: Block): Problem[] {
  return lines.flatMap((text, index) =>
    [...text.matchAll(SILENCER)].map(({ 0: comment, index: at }) => ({
      place: { ...place, line: place.line + 1 + index, column: at + 1 },
      fact: `${comment} прячет ошибки от компилятора`,
      remedy: 'Исправьте то, на что он указывает; пример с ошибкой — это ts error=код.',
    })),
  )
}
