import { formatConsole } from '../../course/console.ts'
import type { Transcript } from '../../course/evidence.ts'
import type { ConsoleItem, Scene } from '../../course/types.ts'

/**
 * Output that begins with `> ` passes for a line that is to be typed, and its program has ended
 * before anybody could. The scene without such lines; nothing where none of them was printed.
 */
export function dropPrinted(scene: Scene, transcripts: readonly Transcript[]): Scene | undefined {
  let dropped = false
  const cells = scene.cells.map(({ parts }) => ({
    parts: parts.map(({ terminal, block }) => {
      const own = transcripts.filter((transcript) => transcript.terminal === terminal)
      const printed = own.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'output'))
      const texts = new Set(printed.map(({ text }) => text))
      const items = block.items.filter((item) => !isPrinted(item, texts))
      dropped ||= items.length < block.items.length
      return { terminal, block: { ...block, items } }
    }),
  }))
  return dropped ? { ...scene, cells } : undefined
}

function isPrinted(item: ConsoleItem, printed: ReadonlySet<string>): boolean {
  return item.kind === 'typed' && item.key === undefined && printed.has(formatConsole(item))
}
