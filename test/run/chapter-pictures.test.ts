import { beforeAll, describe, expect, test } from 'vitest'
import type { SceneResult } from '../../src/course/evidence.ts'
import { loadCourse } from '../../src/course/load.ts'
import type { TracedCall } from '../../src/course/trace.ts'
import type { Chapter } from '../../src/course/types.ts'
import { wantsPicture } from '../../src/run/trace/tracer.ts'
import { stopCompiler } from '../../src/tangle/compile.ts'
import { prepareCourse } from '../../src/tangle/prepare.ts'
import { createPicture } from '../../src/weave/picture/model.ts'
import type { Picture } from '../../src/weave/picture/types.ts'
import { expectNoLeaks } from '../check/harness/leaks.ts'
import { playScenes, traceOf } from './trace/traced.ts'

expectNoLeaks()

/** Chapters whose pictures carry their point. */
const NUMBERS = [8, 10, 13, 20]
let chapters: readonly Chapter[] = []
let results: readonly SceneResult[] = []

beforeAll(async () => {
  const course = await loadCourse('chapters')
  chapters = course.chapters
    .filter(({ number }) => NUMBERS.includes(number))
    .map((chapter) => ({ ...chapter, scenes: chapter.scenes.filter(wantsPicture) }))
  const prepared = await prepareCourse(course, chapters)
  await stopCompiler()
  const pictured = prepared.chapters.flatMap((tangled) => {
    const chapter = chapters.find(({ slug }) => slug === tangled.chapter.slug)
    return chapter === undefined ? [] : [{ ...tangled, chapter }]
  })
  results = await playScenes({ ...prepared, chapters: pictured })
}, 120_000)

/** The picture of the scene that runs this program. */
function pictureOf(number: number, program: string): Picture {
  const chapter = chapters.find((one) => one.number === number)
  const scene = chapter?.scenes.find(({ cells }) =>
    cells.some(({ parts }) =>
      parts.some(({ block }) => block.lines.includes(`$ npm run chapter ${number} ${program}`)),
    ),
  )
  const file = chapter?.file
  return createPicture(
    traceOf(results.find((r) => r.place.file === file && r.place.line === scene?.place.line)),
  )
}

test('every bar and every arrow has its event, and every event its bar', () => {
  expect(results.length).toBeGreaterThanOrEqual(8)
  for (const result of results) {
    const trace = traceOf(result)
    const { bars, arrows } = createPicture(trace)
    const isOf = (call: TracedCall) => (known: TracedCall) =>
      known.pid === call.pid && known.tid === call.tid && known.start === call.start
    for (const { call } of bars) expect(trace.calls.some(isOf(call))).toBe(true)
    expect(new Set(bars.map(({ call }) => call)).size).toBe(bars.length)
    for (const { transfer } of arrows) {
      for (const call of [transfer.from, transfer.to]) {
        if (call !== undefined) expect(bars.some((bar) => bar.call === call)).toBe(true)
      }
    }
    expectBytes(trace.calls, { bars, arrows })
  }
})

/** What was read came by arrows, to the last byte. */
function expectBytes(
  calls: readonly TracedCall[],
  { bars, arrows }: Pick<Picture, 'bars' | 'arrows'>,
) {
  const read = calls.filter((c) => /^(recv|data)$/.test(c.call) && !c.peek)
  const total = read.reduce((sum, { bytes = 0 }) => sum + bytes, 0)
  const carried = arrows.filter(
    ({ transfer: { what, to } }) => what === 'bytes' && to !== undefined,
  )
  expect(carried.reduce((sum, { transfer }) => sum + (transfer.bytes ?? 0), 0)).toBe(total)
  const moments = calls.filter(({ call }) => /^(accept|connect|recv|send)/.test(call))
  const shown = bars.filter(({ call }) => /^(accept|connect|recv|send)/.test(call.call))
  expect(shown.reduce((sum, { times }) => sum + times, 0)).toBe(moments.length)
}

describe('the point of the chapter is in its picture', () => {
  /** How many arrows of bytes go out of each `send`, and come into each `recv`. */
  const count = ({ arrows }: Picture, side: 'from' | 'to') => {
    const calls = arrows.flatMap(({ transfer }) =>
      transfer.what === 'bytes' && transfer[side] !== undefined ? [transfer[side]] : [],
    )
    return [...new Set(calls)].map((call) => calls.filter((one) => one === call).length)
  }

  test('8: two send() stick together, one crumbles', () => {
    const picture = pictureOf(8, 'glue.ts')
    expect(count(picture, 'to')).toContain(2)
    expect(count(picture, 'from')).toContain(3)
    expect(picture.bars.at(-1)?.call).toMatchObject({ call: 'recv', code: 'ETIMEDOUT' })
  })

  test('10: after the half-close bytes still come back', () => {
    const { arrows } = pictureOf(10, 'sum-client.ts')
    const half = arrows.find(({ transfer }) => transfer.from?.call === 'shutdown')
    expect(half?.transfer.what).toBe('fin')
    const [time, sender] = [half?.from.time ?? 0, half?.to?.column]
    const answer = arrows.find(
      ({ transfer, from }) =>
        transfer.what === 'bytes' && from.column === sender && from.time > time,
    )
    expect(answer?.to?.column).toBe(half?.from.column)
  })

  test('13: the k-th waits in the queue for all before it', () => {
    const { bands } = pictureOf(13, 'server.ts')
    const waits = bands.flatMap((b) => (b.queuedTo === undefined ? [] : [b.queuedTo - b.from]))
    const [second = 0, third = 0] = waits.slice(-2)
    // A moment may have passed between the connections
    expect(second).toBeGreaterThan(300)
    expect(third).toBeGreaterThan(700)
  })

  test('13: three threads serve three at the same time', () => {
    const { strips, bands } = pictureOf(13, 'three-threads.ts')
    const threads = strips.filter(({ strip }) => strip.name.startsWith('поток'))
    expect(threads).toHaveLength(3)
    const held = threads.map(({ column }) => bands.find((band) => band.column === column))
    const [begin, end] = [held.map((b) => b?.from ?? 0), held.map((b) => b?.to ?? 0)]
    expect(Math.max(...begin)).toBeLessThan(Math.min(...end))
  })
})
