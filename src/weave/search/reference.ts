import type { Section } from '../../search/section.ts'
import { anchorOf } from '../reference/explained.ts'
import type { Call } from '../reference/read-calls.ts'

/** Each call of the library, as a section that a search finds. */
export function readReference(calls: readonly Call[]): Section[] {
  return calls.map((call) => {
    const address = `reference.html#${encodeURIComponent(anchorOf(call))}`
    return {
      address,
      chapter: 'Справочник',
      heading: anchorOf(call),
      bold: '',
      prose: call.summary,
      code: call.signature,
    }
  })
}
