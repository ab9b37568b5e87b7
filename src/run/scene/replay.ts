import type { Transcript, TranscriptLine } from '../../course/evidence.ts'
import type { ConsoleBlock, ConsoleItem, Scene } from '../../course/types.ts'
import { createComparison } from '../transcript/comparison.ts'
import type { Facts } from '../transcript/facts.ts'
import type { Names } from '../transcript/names.ts'
import { createFollower, type Follower } from './follower.ts'
import { parseScripts, type Script } from './script.ts'

/** Where a recorded run parts from what a scene shows. */
interface ReplayDivergence {
  readonly script: Script
  readonly block: ConsoleBlock
  readonly names: Names
}

/** Compares a recorded run with a scene; `undefined` when the scene shows just that. */
export function replay(
  scene: Scene,
  transcripts: readonly Transcript[],
  facts: Facts,
): ReplayDivergence | undefined {
  const comparison = createComparison(facts)
  for (const script of parseScripts(scene)) {
    const follower = createFollower(script, comparison)
    const lines = transcripts.filter(({ terminal }) => terminal === script.terminal)
    replayTerminal(
      script,
      follower,
      lines.flatMap((transcript) => transcript.lines),
    )
    const divergence = follower.divergence()
    if (divergence === undefined) continue
    const block = divergence.expected?.block ?? divergence.step.block
    return { script, block, names: comparison.names() }
  }
  return undefined
}

function replayTerminal(
  { steps }: Script,
  follower: Follower,
  lines: readonly TranscriptLine[],
): void {
  let performed = 0
  let row = ''
  for (const { kind, text, open, at } of lines) {
    const step = steps[performed]
    if (kind !== 'output' && step !== undefined) {
      if (performed > 0) kind === 'command' ? follower.close() : follower.finish()
      follower.act(step, at)
      performed += 1
      row = kind === 'command' ? '' : row
      continue
    }
    row += text
    follower.print(row, !open, at)
    if (!open) row = ''
  }
  follower.finish()
}

/** The scene as it would stand in the chapter if that showed this run. */
export function showTranscripts(scene: Scene, transcripts: readonly Transcript[]): Scene {
  const cells = scene.cells.map(({ parts }) => ({
    parts: parts.map(({ terminal, block }) => {
      const transcript = transcripts.find(({ line }) => line === block.place.line)
      return { terminal, block: showTranscript(block, transcript?.lines ?? []) }
    }),
  }))
  return { ...scene, cells }
}

function showTranscript(block: ConsoleBlock, lines: readonly TranscriptLine[]): ConsoleBlock {
  const actions = block.items.filter(({ kind }) => kind !== 'output')
  const items = lines.flatMap(({ kind, text, open }, index): ConsoleItem[] => {
    if (kind !== 'output') return actions.splice(0, 1)
    const place = { ...block.place, line: block.place.line + 1 + index }
    return [{ kind, place, text, open }]
  })
  return { ...block, items }
}
