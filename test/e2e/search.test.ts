import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'

/** The real site, as `npm run build` has left it, opened from the disk. */
const SITE = join(ROOT, 'site/dist')

describe.skipIf(noBrowser)('search in a browser (skipped where there is none)', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser?.close())

  async function openPage(width = 1280): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    await page.goto(pathToFileURL(join(SITE, 'index.html')).href)
    return page
  }

  async function search(page: Page, query: string): Promise<string[]> {
    await page.getByRole('searchbox').fill(query)
    const hits = page.locator('.search-hits a')
    await hits.first().waitFor()
    return hits.allInnerTexts()
  }

  test('nothing of it is loaded before it is wanted', async () => {
    const page = await openPage()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url().replace(/.*\//, '')))
    const scripts = () => requests.filter((name) => name.endsWith('.js'))
    await page.keyboard.press('/')
    await page.getByRole('searchbox').waitFor()
    await expect.poll(scripts).toEqual(['search.js', 'search-index.js'])
    await page.close()
  })

  test.each([
    ['серверный', 'серверные'],
    ['медленный', 'медленного'],
    ['timeout', 'setTimeout'],
    ['черно белый, приём', 'приём'],
  ])('«%s» finds «%s»', async (query, found) => {
    const page = await openPage()
    await page.keyboard.press('/')
    await search(page, query)
    const marks = await page.locator('.search-hits mark').allInnerTexts()
    expect(marks.map((mark) => mark.toLowerCase())).toContain(found.toLowerCase())
    await page.close()
  })

  test('by keyboard alone: open, type, go down, follow to the very section, close', async () => {
    const page = await openPage()
    await page.keyboard.press('/')
    await search(page, 'очередь соединений')
    await page.keyboard.press('ArrowDown')
    const address = await page.locator('.search-hits a').first().getAttribute('href')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/${address}`)
    const anchor = decodeURIComponent((address ?? '').split('#')[1] ?? '')
    expect(await page.locator(`[id="${anchor}"]`).count()).toBe(1)

    await page.keyboard.press('/')
    await search(page, 'очередь')
    // Not only the field is emptied.
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
    await page.close()
  })

  test('the button opens it too, on a phone as well, and nothing scrolls sideways', async () => {
    const page = await openPage(360)
    await page.locator('[data-search-open]').first().click()
    await search(page, 'SO_REUSEADDR')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await page.close()
  })

  test('what is nowhere is said to be nowhere', async () => {
    const page = await openPage()
    await page.keyboard.press('/')
    await page.getByRole('searchbox').fill('ыыыъъъ')
    await page.getByText('Ничего не нашлось по запросу «ыыыъъъ»').waitFor()
    await page.close()
  })
})
