import { execFileSync } from 'node:child_process'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatProblem } from '../../src/course/problem.ts'
import type { Chapter, Scene } from '../../src/course/types.ts'
import { ROOT } from '../../src/files/root.ts'
import { canIsolateNetwork } from '../../src/run/process/network-namespace.ts'
import { type LastingNetwork, openLastingNetwork } from '../../src/run/process/own-network.ts'
import { runScene } from '../../src/run/scene/scene.ts'

const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim()

/** A build starts the programs themselves; here the reader's own npm does, named by its path. */
function paste(text: string): string {
  return text.replaceAll(
    /(?<![\w./-])npm run (?:-s )?chapter\b/g,
    `${npm} -s --prefix ${ROOT} run chapter`,
  )
}

/** Seconds: before each program npm starts, and on a busy machine that takes some. */
const NPM_STARTS = 30

/** Pictures are drawn from the programs themselves, which are npm's here. */
function pasteAll(scene: Scene): Scene {
  return JSON.parse(JSON.stringify(scene), (key, value) => {
    if (key === 'picture') return undefined
    if (key === 'limit') return value + NPM_STARTS
    return key === 'text' && typeof value === 'string' ? paste(value) : value
  })
}

/**
 * npm's shell says that a signal has killed the program, and npm itself ends by Ctrl+C whatever the
 * program makes of it.
 */
function isOfNpm(text: string): boolean {
  const changed = text.split('\n').filter((line) => /^[+-] /.test(line))
  if (changed.length > 0) return changed.every((line) => line === '+ Killed')
  return text.includes('закончилась со статусом 130 (SIGINT), ожидали 0')
}

// npm is started a hundred times and more: minutes, which only CI has.
const skips = !canIsolateNetwork() || process.env.CI === undefined

/** Tests that what a reader pastes from the pages of a part of the course shows what they show. */
export function pasteChapters(chapters: readonly Chapter[]): void {
  describe.skipIf(skips).each(chapters)('chapter $number', ({ number, scenes, slug }: Chapter) => {
    let network: LastingNetwork
    // A reader's second command finds all compiled by the first.
    beforeAll(async () => {
      await execa(npm, ['-s', 'run', 'chapter', String(number), 'none.ts'], { reject: false })
      network = openLastingNetwork()
    }, 120_000)
    afterAll(() => network.close())

    test.each(scenes.map((scene) => ({ line: scene.place.line, scene })))(
      'what is pasted at line $line shows what the page shows',
      async ({ scene }) => {
        const { problems } = await runScene(pasteAll(scene), {
          root: ROOT,
          network,
          resolveProgram: () => undefined,
        })
        const told = problems.map(formatProblem).filter((text) => !isOfNpm(text))
        expect(told.join('\n'), slug).toBe('')
      },
      120_000,
    )
  })
}
