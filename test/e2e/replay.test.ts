import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { start } from '../helpers/command.ts'
import { ECHO } from '../helpers/echo-course.ts'
import { makeCourse, makeFolder } from '../helpers/folder.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

describe.skipIf(noBrowser)(
  'playing a recorded scene again (skipped where there is no browser)',
  () => {
    let browser: Browser

    beforeAll(async () => {
      browser = await launchBrowser()
    })

    afterAll(() => browser?.close())

    test('from the disk: line by line, held, stepped, and then the page is as it was', async () => {
      const out = join(await makeFolder(), 'site')
      const built = await start('build', ['--chapters', await makeCourse(ECHO), '--out', out])
      expect(built.exitCode).toBe(0)
      const page = await browser.newPage({ viewport: { width: 360, height: 800 } })
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url().split('/').at(-1) ?? ''))
      await page.goto(pathToFileURL(join(out, '03-echo.html')).href)
      const terminals = page.locator('figure.scene:not(.task) .terminals')
      const before = await terminals.innerHTML()
      // What it needs is asked for when it is wanted; what only npm start has, never.
      expect(asked).toEqual(['03-echo.html', 'page.js', 'favicon.svg'])
      // A record of half a second would be over before a busy machine has pressed the next button.
      await page.clock.install()
      await page.clock.pauseAt(Date.now() + 3_600_000)
      await page.getByRole('button', { name: 'Проиграть' }).click()
      await page.getByRole('button', { name: 'Пауза' }).click()
      await page.clock.resume()
      expect(asked.slice(3).sort()).toEqual(['03-echo.replay.js', 'replay.js'])
      const shown = () => page.evaluate(READ_SHOWN) as Promise<string[]>
      await page.evaluate(axe.source)
      expect(
        await page.evaluate(
          'axe.run(document).then(({ violations }) => violations.map(({ id }) => id))',
        ),
      ).toEqual([])
      const steps = [await shown()]
      for (let i = 0; i < 3; i++) {
        await page.getByRole('button', { name: 'Шаг' }).click()
        steps.push(await shown())
      }
      expect(steps[0]).not.toContain('Ответ: ДА')
      expect(steps.at(-1)).toEqual([
        expect.stringMatching(/^npm run chapter -- --chapters \S+ 3 server\.ts$/),
        'Слушаем',
        expect.stringMatching(/^npm run chapter -- --chapters \S+ 3 client\.ts$/),
        'Ответ: ДА',
      ])
      const top = () => page.locator('.replay-cursor').getAttribute('style')
      expect(await top()).toMatch(/top: [1-9]/)
      const [further, over] = [
        page.getByRole('button', { name: 'Дальше' }),
        page.getByText('Запись кончилась'),
      ]
      // The last step may have been the last event.
      await further.or(over).first().waitFor()
      if (await further.isVisible()) await further.click()
      await over.waitFor()
      await page.getByRole('button', { name: 'Закрыть' }).click()
      expect(await terminals.innerHTML()).toBe(before)
      expect(await page.locator('.replay-cursor').count()).toBe(0)
    })
  },
)

/**
 * What can be seen of the terminals now, without the numbers of steps: a server whose line comes after
 * the client's start, as on a busy machine, has them.
 */
const READ_SHOWN = `[...document.querySelectorAll('figure.scene:not(.task) samp > :not(i)')]
  .filter((one) => getComputedStyle(one).visibility === 'visible')
  .map((one) => one.textContent.trim())
  .filter((text) => text !== '')`
