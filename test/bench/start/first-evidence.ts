import { execa } from 'execa'
import type { Browser } from 'playwright-core'
import { inFreshClone } from './clone.ts'
import { measureOpening } from './open.ts'

/** The chapter whose evidence is waited for. */
const CHAPTER = '12'
const PAGE = {
  name: '12-detecting-death.html',
  shown: '.eyebrow:has-text("проверено")',
  timeout: 300_000,
}

/** `npm start` in a fresh clone, to the evidence of the chapter that is open; milliseconds. */
export function measureEvidence(browser: Browser): Promise<number> {
  return inFreshClone((cwd) =>
    measureOpening(browser, { cwd, argv: ['npm', 'start', '--', '--port', '0'] }, PAGE),
  )
}

/** The same chapter alone, by its command, in a fresh clone; milliseconds. */
export function measureChapter(): Promise<number> {
  return inFreshClone(async (cwd) => {
    const begin = performance.now()
    await execa('npm', ['run', 'chapter', CHAPTER], { cwd, stdio: 'ignore' })
    return performance.now() - begin
  })
}
