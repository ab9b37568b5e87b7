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

  test('nothing of it is loaded before it is wanted, texts not before their excerpts are seen', async () => {
    const page = await openPage()
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url().replace(/.*\//, '')))
    const scripts = () => requests.filter((name) => name.endsWith('.js'))
    await page.keyboard.press('/')
    await page.getByRole('searchbox').waitFor()
    await expect.poll(scripts).toEqual(['search.js', 'search-index.js'])
    await search(page, 'датаграмма')
    await page.locator('.search-hits mark').first().waitFor()
    expect(scripts().slice(2)).not.toEqual([])
    expect(
      scripts()
        .slice(2)
        .every((name) => name.endsWith('.texts.js')),
    ).toBe(true)
    await page.close()
  })

  // In a Russian layout the same keys give other letters; a synthetic event tells both.
  test.each([
    ['/', { key: '/', code: 'Slash' }],
    ['/ in a Russian layout', { key: '.', code: 'Slash' }],
    ['Ctrl+K', { key: 'k', code: 'KeyK', ctrlKey: true }],
    ['Ctrl+K in a Russian layout', { key: 'л', code: 'KeyK', ctrlKey: true }],
    ['⌘K', { key: 'k', code: 'KeyK', metaKey: true }],
  ])('%s opens it', async (_, keys) => {
    const page = await openPage()
    await page.waitForLoadState()
    const event = JSON.stringify({ ...keys, bubbles: true, cancelable: true })
    const passed = await page.evaluate(
      `document.body.dispatchEvent(new KeyboardEvent('keydown', ${event}))`,
    )
    expect(passed).toBe(false)
    await page.getByRole('searchbox').waitFor()
    await page.close()
  })

  test('the place that was found is marked, and the words in it; Esc takes the marks away', async () => {
    const page = await openPage()
    await page.keyboard.press('/')
    await search(page, 'монотонные часы')
    await page.locator('.search-hits a').first().click()
    const place = page.locator('.found-place')
    await place.waitFor()
    expect(await place.textContent()).toMatch(/монотонные часы/i)
    const marked = await place.locator('mark').allTextContents()
    expect(marked.map((word) => word.toLowerCase())).toEqual(
      expect.arrayContaining(['монотонные', 'часы']),
    )
    expect(await page.evaluate(IN_SIGHT)).toBe(true)
    const text = await place.textContent()
    await page.keyboard.press('Escape')
    expect(await page.locator('mark').count()).toBe(0)
    expect(await page.locator('.found-place').count()).toBe(0)
    expect(await page.locator('article').textContent()).toContain(text)

    // On the page itself nothing is loaded again.
    await page.evaluate('window.stays = true')
    await page.keyboard.press('/')
    await search(page, 'капельница')
    await page.locator('.search-hits a').first().click()
    await page.locator('.found-place mark').first().waitFor()
    expect(await page.evaluate('window.stays')).toBe(true)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.close()
  })

  test.each([
    ['jxthtlm', 'Очередь соединений'],
    ['мьютекс', 'Замок'],
    ['ошибок клиента', 'Против сброса — ловить ошибки клиента отдельно'],
  ])('«%s» finds «%s» among the first three', async (query, heading) => {
    const page = await openPage()
    await page.keyboard.press('/')
    await search(page, query)
    const headings = await page.locator('.search-heading').allInnerTexts()
    expect(headings.slice(0, 3).map((text) => text.toLowerCase())).toContain(heading.toLowerCase())
    await page.close()
  })

  test.each([
    ['серверный', 'серверн'],
    ['медленный', 'медленн'],
    ['timeout', 'settimeout'],
    ['черно белый, счёт', 'счёт'],
  ])('«%s» finds another word that begins with «%s»', async (query, found) => {
    const page = await openPage()
    await page.keyboard.press('/')
    await search(page, query)
    const marks = async () => {
      const texts = await page.locator('.search-hits mark').allInnerTexts()
      return texts.map((mark) => mark.toLowerCase())
    }
    const isFound = (mark: string) => mark.startsWith(found) && mark !== query
    await expect.poll(async () => (await marks()).some(isFound)).toBe(true)
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

const IN_SIGHT = `(() => {
  const { top, bottom } = document.querySelector('.found-place').getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
})()`
