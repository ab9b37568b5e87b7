import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { CHAPTERS, SITE } from '../helpers/site.ts'

/** In the middle of a chapter, wherever the reader is. */
describe.skipIf(noBrowser)('the bar that stays (skipped where there is no browser)', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser?.close())

  const [MIDDLE = '', NEXT = ''] = CHAPTERS.slice(4)

  async function open(width: number, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 760 }, ...options })
    await page.goto(pathToFileURL(join(SITE, MIDDLE)).href)
    return page
  }

  /** By its place: Playwright would scroll the page to where the bar is in the text. */
  async function openDrawer(page: Page): Promise<void> {
    const box = await page.getByRole('button', { name: 'Содержание' }).boundingBox()
    await page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await page.getByRole('dialog', { name: 'Содержание' }).waitFor()
  }

  test('far down a chapter on a phone: search, contents, neighbours', async () => {
    const page = await open(360)
    await page.evaluate('scrollTo(0, document.body.scrollHeight / 2)')
    for (const name of ['Содержание', 'Поиск']) {
      const box = await page.getByRole('button', { name }).boundingBox()
      expect(box?.y).toBeGreaterThanOrEqual(0)
      expect(box?.y).toBeLessThan(60)
    }
    const bar = page.locator('.top')
    expect(await bar.getByRole('link').count()).toBe(3)
    await bar.locator('[rel=next]').click()
    await page.waitForURL(`**/${NEXT}`)
    await page.close()
  })

  test('the drawer leads to sections and chapters, marks where the reader is, and goes with Esc', async () => {
    const page = await open(360)
    const heading = await page.locator('.toc a').nth(4).getAttribute('href')
    await page.evaluate(`location.hash = ${JSON.stringify(heading)}`)
    const own = page.locator('.toc [aria-current]')
    await expect.poll(() => own.evaluateAll(READ_HREFS)).toEqual([heading])
    await openDrawer(page)
    const drawer = page.getByRole('dialog', { name: 'Содержание' })
    expect(await drawer.locator('.course > ol > li > a').count()).toBe(CHAPTERS.length)
    const marked = drawer.locator('[aria-current]')
    expect(await marked.evaluateAll(READ_HREFS)).toEqual([encodeURI(MIDDLE), heading])
    await page.keyboard.press('Escape')
    expect(await drawer.count()).toBe(0)
    await openDrawer(page)
    await drawer.locator('ol ol a').nth(6).click()
    expect(await drawer.count()).toBe(0)
    expect(page.url()).toContain('#')
    await openDrawer(page)
    await drawer.getByRole('link', { name: 'Словарь' }).click()
    await page.waitForURL('**/glossary.html')
    await page.close()
  })

  test('with room for it the list of chapters stands beside the page', async () => {
    for (const width of [1280, 1920]) {
      const page = await open(width)
      const list = page.getByRole('navigation', { name: 'Главы курса' })
      await list.waitFor()
      expect(await list.getByRole('link').count()).toBe(CHAPTERS.length)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      await page.close()
    }
  })

  test('at 1920 neither side stays empty', async () => {
    const page = await open(1920)
    const list = page.getByRole('navigation', { name: 'Главы курса' })
    await list.waitFor()
    const toc = await page.locator('.toc').boundingBox()
    const course = await list.boundingBox()
    expect(course?.x).toBeLessThan(200)
    expect((toc?.x ?? 0) + (toc?.width ?? 0)).toBeGreaterThan(1720)
    await page.close()
  })

  test('without scripts its links stay', async () => {
    const page = await open(360, { javaScriptEnabled: false })
    const bar = page.locator('.top')
    expect(await bar.getByRole('link').count()).toBe(3)
    expect(await bar.getByRole('button').count()).toBe(0)
    await page.close()
  })

  test('at its end the contents mark what is on screen', async () => {
    const page = await open(1400)
    await page.evaluate('scrollTo(0, document.body.scrollHeight)')
    const last = page.locator('.toc a').last()
    await expect.poll(() => last.getAttribute('aria-current')).toBe('true')
    await page.close()
  })

  test('what unfolds is a button: the space bar works', async () => {
    const page = await open(1000)
    const fold = page.getByRole('button', { name: 'Код проверки' }).first()
    await fold.focus()
    await page.keyboard.press('Space')
    await expect.poll(() => fold.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Space')
    await expect.poll(() => fold.getAttribute('aria-expanded')).toBe('false')
    await page.close()
  })

  test('a step of a scene is read as one', async () => {
    const page = await open(1000)
    const step = 'document.querySelector(".steps i")'
    expect(await page.evaluate(`getComputedStyle(${step}, '::before').content`)).toContain('шаг ')
    await page.close()
  })

  test('? explains the keys in a Russian layout too', async () => {
    const page = await open(1000)
    await page.waitForLoadState()
    const event = "{ key: ',', code: 'Slash', shiftKey: true, bubbles: true }"
    await page.evaluate(`document.body.dispatchEvent(new KeyboardEvent('keydown', ${event}))`)
    await page.getByRole('dialog', { name: 'Клавиши' }).waitFor()
    await page.close()
  })
})

const READ_HREFS = (links: { getAttribute(name: string): string | null }[]) =>
  links.map((link) => link.getAttribute('href'))
