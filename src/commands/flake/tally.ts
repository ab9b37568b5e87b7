import type { CheckResult, SceneResult } from '../../course/evidence.ts'
import { formatPlace } from '../../course/problem.ts'
import type { Place } from '../../course/types.ts'

/** What one run of a chapter showed. */
export interface Round {
  readonly checks: readonly CheckResult[]
  readonly scenes: readonly SceneResult[]
}

/** A check, a scene or a line of its transcript that has failed, and how often. */
export interface Flake {
  readonly place: Place
  readonly name: string
  readonly runs: number
  readonly failures: number
  /** What it said the first time. */
  readonly reason: string
}

export interface Tally {
  /** Runs of checks and scenes; what was skipped did not run. */
  readonly runs: number
  readonly failures: number
  readonly skipped: number
  readonly flakes: readonly Flake[]
}

interface Run {
  readonly place: Place
  readonly name: string
  /** Counted together: all runs of a check, of a scene; a scene's lines run with it. */
  readonly of: string
  readonly status: CheckResult['status']
  readonly reason: string
}

/** Counts over all rounds; a scene is told by each line of the chapter that did not come true. */
export function tallyRounds(rounds: readonly Round[]): Tally {
  const all = rounds.flatMap(({ checks, scenes }) => [
    ...checks.map(readCheck),
    ...scenes.map(readScene),
  ])
  const lines = rounds.flatMap(({ scenes }) => scenes.flatMap(readLines))
  const runs = all.filter(({ status }) => status !== 'skipped')
  const failed = runs.filter(({ status }) => status === 'failed')
  return {
    runs: runs.length,
    failures: failed.length,
    skipped: all.length - runs.length,
    flakes: countFlakes([...failed, ...lines], runs),
  }
}

function readCheck({ place, title, status, reason = '' }: CheckResult): Run {
  const name = `проверка «${title}»`
  return { place, name, of: `${formatPlace(place)} ${name}`, status, reason }
}

function readScene({ place, status, problems }: SceneResult): Run {
  const reason = problems[0]?.fact ?? ''
  return { place, name: 'сцена', of: `${formatPlace(place)} сцена`, status, reason }
}

function readLines(scene: SceneResult): Run[] {
  const { of } = readScene(scene)
  const lines = scene.problems.map(({ place, fact }): Run => {
    return { place, name: 'строка сцены', of, status: 'failed', reason: fact }
  })
  return [...new Map(lines.map((line) => [formatPlace(line.place), line])).values()]
}

function countFlakes(failed: readonly Run[], runs: readonly Run[]): Flake[] {
  const keyOf = ({ place, name }: Run) => `${formatPlace(place)} ${name}`
  const flakes = [...new Set(failed.map(keyOf))].flatMap((key) => {
    const group = failed.filter((run) => keyOf(run) === key)
    const [first] = group
    if (first === undefined) return []
    const { place, name, of } = first
    const reason = first.reason.split('\n')[0] ?? ''
    const count = runs.filter((run) => run.of === of).length
    return [{ place, name, runs: count, failures: group.length, reason }]
  })
  return flakes.sort(byPlace)
}

function byPlace({ place: a }: Flake, { place: b }: Flake): number {
  return a.file.localeCompare(b.file) || a.line - b.line
}
