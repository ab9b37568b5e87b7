import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../../../src/files/root.ts'
import { launchBrowser } from '../../helpers/browser.ts'
import { generateCourse } from './generate.ts'

/**
 * From the moment when an editor has written a chapter until the browser shows its new text. The
 * next edit waits until the build is through.
 * @returns milliseconds, the median of the rounds
 */
export async function measureReload(chapters: number, rounds: number): Promise<number> {
  const home = join(ROOT, 'build/bench/site/reload')
  const folder = join(home, 'chapters')
  generateCourse(folder, chapters)
  const server = await startServer(folder, join(home, 'out'))
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(new URL('/07-chapter.html', server.address).href)
    const times: number[] = []
    for (let round = 0; round < rounds + 2; round++) {
      const path = join(folder, '07-chapter.md')
      const phrase = `Правка номер ${round}.`
      const text = `${readFileSync(path, 'utf8')}\n${phrase}\n`
      const begin = performance.now()
      writeFileSync(path, text)
      await page.getByText(phrase).waitFor()
      times.push(performance.now() - begin)
      await server.untilBuilt()
    }
    // The first ones warm up.
    return times.slice(2).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
  } finally {
    await browser.close()
    server.stop()
  }
}

/** `npm start`, as soon as the first build is through. */
async function startServer(chapters: string, out: string) {
  const starter = ['--enable-source-maps', join(ROOT, 'scripts/start.js'), 'serve']
  const args = [...starter, '--port', '0', '--chapters', chapters, '--out', out]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const until = async (start: string): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done === true) throw new Error('npm start кончился')
      if (value.startsWith(start)) return value
    }
  }
  const address = /http:\S+/.exec(await until('Сайт'))?.[0] ?? ''
  const untilBuilt = async () => void (await until('Собрано'))
  await untilBuilt()
  return { address, untilBuilt, stop: () => void child.kill() }
}
