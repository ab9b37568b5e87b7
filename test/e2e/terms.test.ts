import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { CHAPTERS, SITE } from '../helpers/site.ts'

describe.skipIf(noBrowser)('words of the glossary (skipped where there is no browser)', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser?.close())

  const CHAPTER = CHAPTERS[4] ?? ''
  /** Its author explains a word by a link of his own. */
  const LINKING =
    CHAPTERS.find((name) =>
      /href="(?!glossary)[^"]*\.html#слово-/.test(readFileSync(join(SITE, name), 'utf8')),
    ) ?? ''

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 360, height: 760 }, ...options })
    await page.goto(pathToFileURL(join(SITE, CHAPTER)).href)
    return page
  }

  const word = (page: Page) => page.locator('article a[href^="glossary.html#"]').first()

  test('the pointer over a word, its meaning in place; nothing is loaded before', async () => {
    const page = await open()
    const scripts: string[] = []
    page.on('request', (request) => scripts.push(request.url().replace(/.*\//, '')))
    expect(scripts).toEqual([])
    await word(page).hover()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    expect(await tip.textContent()).toMatch(/^.+ — .+\.$/)
    expect(scripts.filter((name) => name.endsWith('.js'))).toEqual(['terms.js'])
    const described = await word(page).getAttribute('aria-describedby')
    expect(described).toBe(await tip.getAttribute('id'))
    const box = await tip.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
    // It stays while the pointer is on it.
    await tip.hover()
    expect(await tip.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await tip.count()).toBe(0)
    await page.close()
  })

  test('by keys: the focus explains, Tab goes on', async () => {
    const page = await open()
    await page.keyboard.press('Tab')
    await word(page).focus()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => word(page).getAttribute('aria-describedby')).toBe(null)
    await page.close()
  })

  test('the first tap explains, the second follows, a tap elsewhere takes the tip away', async () => {
    const page = await open({ hasTouch: true, isMobile: true })
    await word(page).tap()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    expect(page.url()).toContain(CHAPTER)
    await page.locator('.eyebrow').tap()
    expect(await tip.count()).toBe(0)
    await word(page).tap()
    await tip.waitFor()
    await word(page).tap()
    await page.waitForURL('**/glossary.html#*')
    expect(await page.locator(':target').count()).toBe(1)
    await page.close()
  })

  test('an author’s own link to a word is explained too', async () => {
    const page = await open()
    await page.goto(pathToFileURL(join(SITE, LINKING)).href)
    const link = page.locator('article a[href*=".html#слово-"]:not([href^="glossary"])').first()
    await link.hover()
    await page.getByRole('tooltip').waitFor()
    await page.close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing in a tip, %s', async (colorScheme) => {
    const page = await open({ colorScheme })
    await word(page).hover()
    await page.getByRole('tooltip').waitFor()
    await page.evaluate(axe.source)
    const violations = await page.evaluate(
      'axe.run(document).then(({ violations }) => violations.map(({ id }) => id))',
    )
    expect(violations).toEqual([])
    await page.close()
  })

  test('without scripts a word leads to the glossary', async () => {
    const page = await open({ javaScriptEnabled: false })
    await word(page).click()
    await page.waitForURL('**/glossary.html#*')
    await page.close()
  })
})
