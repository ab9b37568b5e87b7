import type { Evidence, SceneResult } from '../../course/evidence.ts'
import type { Cell, Chapter, Scene } from '../../course/types.ts'
import { createPicture } from '../picture/model.ts'
import { createRows } from '../picture/rows.ts'

/** When each line of terminals that stand together came: what it takes to play them again. */
interface Replay {
  /** By terminal: milliseconds from the start of the scene, a line each. */
  readonly lines: readonly (readonly number[])[]
  /** Of the picture below them: times, and how far down they stand. */
  readonly picture?: readonly (readonly [time: number, y: number])[]
}

/**
 * A classic script, since pages opened from the disk may load nothing else.
 * @returns nothing where no scene has been run
 */
export function renderReplay(
  { scenes }: Chapter,
  evidence: Evidence | undefined,
): string | undefined {
  const cells = scenes.flatMap((scene) => {
    const result = evidence?.scenes.find(({ id }) => id === scene.id)
    return scene.cells.map((cell) => ({
      line: lineOf(cell),
      replay: readCell(cell, scene, result),
    }))
  })
  if (cells.every(({ replay }) => replay === undefined)) return undefined
  // As they stand on the page: one scene may begin before another has ended.
  const inOrder = cells.sort((a, b) => a.line - b.line).map(({ replay }) => replay ?? null)
  return `addReplay(${JSON.stringify(inOrder)})\n`
}

function lineOf({ parts }: Cell): number {
  return parts[0]?.block.place.line ?? 0
}

function readCell(
  cell: Cell,
  { cells }: Scene,
  result: SceneResult | undefined,
): Replay | undefined {
  if (result?.status !== 'passed') return undefined
  const lines = cell.parts.map(({ block }) => {
    const transcript = result.transcripts.find(({ line }) => line === block.place.line)
    return transcript?.lines.map(({ at }) => at) ?? []
  })
  const asking = cells.filter(({ parts }) => parts.some(({ block }) => block.picture))
  if (result.trace === undefined || asking.at(-1) !== cell) return { lines }
  const rows = createRows(createPicture(result.trace))
  return { lines, picture: rows.ticks.map((time) => [Math.round(time), Math.round(rows.y(time))]) }
}
