import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import sirv from 'sirv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { CHAPTERS, SITE } from '../helpers/site.ts'

/** The real site below a path of somebody else's host. */
const FOLDER = '/course'

/**
 * Of the window, as `layout-shift` counts: a browser that is kept waiting may paint the bar before
 * all of it has come, and moves a button by a hair.
 */
const UNSEEN = 0.001

/** How tall the page is, and how tall without what a script adds to headings: that takes no room. */
const WITHOUT_ANCHORS = `(() => {
  const whole = document.documentElement.scrollHeight
  document.querySelectorAll('.anchor').forEach((e) => e.remove())
  return { whole, bare: document.documentElement.scrollHeight }
})()`

describe.skipIf(noBrowser)('reading in a browser (skipped where there is none)', () => {
  let browser: Browser
  let server: Server
  let address = ''

  beforeAll(async () => {
    browser = await launchBrowser()
    const files = sirv(SITE, { dev: true })
    server = createServer((request, response) => {
      const url = request.url ?? ''
      request.url = url.slice(FOLDER.length)
      if (url.startsWith(`${FOLDER}/`)) files(request, response)
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${FOLDER}/`
  })

  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
  })

  const LAST = CHAPTERS.at(-1) ?? ''

  async function open(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options })
    await page.goto(address + name)
    return page
  }

  test('from the contents through all chapters, by links and by arrows; what was read is kept', async () => {
    const page = await open('index.html')
    // Words are bound to each other in one place and not in the other.
    const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? ''
    const titles = (await page.locator('.chapters a').allTextContents()).map(plain)
    const heading = async () => plain(await page.locator('h1').textContent())
    await page.locator('.chapters a').first().click()
    for (const title of titles) {
      await expect.poll(heading, { timeout: 5000 }).toContain(title.slice(0, 8))
      // The keys work as soon as the page's own script has run.
      await page.waitForLoadState()
      expect(await page.locator('.turn').first().locator('[rel=next]').count()).toBe(
        title === titles.at(-1) ? 0 : 1,
      )
      if (title !== titles.at(-1)) await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('ArrowLeft')
    await expect.poll(heading).toContain(titles.at(-2)?.slice(0, 8))
    expect(await page.evaluate('Object.keys(localStorage)')).toEqual([`at:${FOLDER}/`])
    await page.locator('.page ~ .turn').scrollIntoViewIfNeeded()
    await expect.poll(() => page.evaluate(`localStorage["read:${FOLDER}/"]`)).toContain('html')
    await page.getByRole('link', { name: 'Живые сокеты' }).first().click()
    await expect.poll(() => page.locator('.chapters .read').count()).toBe(1)
    await page.close()
  }, 120_000)

  test('the cover leads to the beginning, and then to where the reader has stopped', async () => {
    const page = await open('index.html')
    const start = page.locator('.start a')
    expect(await start.textContent()).toMatch(/^Начать: глава 1\. /)
    await start.click()
    await page.goto(address + LAST)
    const section = page.locator('.toc a').nth(3)
    await section.click()
    await expect.poll(() => section.getAttribute('aria-current')).toBe('true')
    const hash = await section.getAttribute('href')
    await page.goto(`${address}index.html`)
    await expect.poll(() => start.textContent()).toMatch(/^Продолжить: глава \d+\. /)
    await start.click()
    await page.waitForURL(`**/${LAST}#*`)
    expect(decodeURIComponent(page.url())).toContain(LAST + hash)
    await page.close()
  })

  test('arrows that scroll code or move in a field turn no chapter', async () => {
    const page = await open(LAST)
    await page.locator('.code pre').first().focus()
    await page.keyboard.press('ArrowLeft')
    await page.locator('h1').click()
    expect(page.url()).toContain(LAST)
    await page.close()
  })

  test('the section that is read is marked in the contents of the chapter', async () => {
    const page = await open(LAST)
    const links = page.locator('.toc a')
    await links.nth(3).click()
    await expect.poll(() => links.nth(3).getAttribute('aria-current')).toBe('true')
    expect(await page.locator('.toc [aria-current]').count()).toBe(1)
    await page.close()
  })

  test('the theme follows the system until the reader chooses; the choice is there before the first paint', async () => {
    const page = await open('index.html', { colorScheme: 'dark' })
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const dark = await ground()
    await page.getByRole('button', { name: /^Тема/ }).click()
    const light = await ground()
    expect(light).not.toBe(dark)
    // No script but the first one has run yet when the page stops here.
    await page.route('**/page.js', () => undefined)
    await page.goto(address + LAST, { waitUntil: 'commit' })
    await page.locator('h1').waitFor()
    expect(await ground()).toBe(light)
    await page.unroute('**/page.js')
    await page.goto(`${address}index.html`)
    const button = page.getByRole('button', { name: 'Тема: светлая' })
    await button.click()
    await page.getByRole('button', { name: 'Тема: тёмная' }).click()
    await page.getByRole('button', { name: 'Тема: как в системе' }).waitFor()
    await page.close()
  })

  test('a question mark explains the keys, Esc closes; the keyboard reaches all of it', async () => {
    const page = await open(LAST)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Клавиши' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.reload()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe(
      'solid',
    )
    await page.close()
  })

  test.each(['http', 'file'])('checks unfold in place over %s', async (scheme) => {
    const page = await open(LAST)
    if (scheme === 'file') await page.goto(pathToFileURL(join(SITE, LAST)).href)
    const fold = page.locator('.check .fold').first()
    expect(await fold.getAttribute('aria-expanded')).toBe('false')
    await fold.focus()
    await page.keyboard.press('Enter')
    const code = page.locator('.check .unfolded pre').first()
    await code.waitFor()
    expect(await code.textContent()).toContain('test(')
    expect(await fold.getAttribute('aria-expanded')).toBe('true')
    await page.evaluate('navigator.clipboard.writeText = async (text) => { window.copied = text }')
    await page.locator('.check .unfolded .copy').first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate('window.copied')).toBe(await code.textContent())
    await fold.click()
    expect(await code.isVisible()).toBe(false)
    await page.locator('.checked .fold').click()
    await page.locator('.checked .results li').first().waitFor()
    expect(await page.locator('.checked .results small').first().textContent()).toMatch(
      /\d\u00A0(мс|с)/,
    )
    await page.close()
  })

  test('without JavaScript the same links lead to the code', async () => {
    const page = await open(LAST, { javaScriptEnabled: false })
    await page.locator('.check .fold').first().click()
    await expect.poll(() => page.url()).toMatch(/\.checks\.html#_c\d+$/)
    expect(await page.locator(':target').textContent()).toContain('test(')
    await page.close()
  })

  test('from a piece to the whole program is one click, with the piece marked in it', async () => {
    const pieces = (name: string) =>
      readFileSync(join(SITE, name), 'utf8').match(/вся программа/g) ?? []
    const page = await open(CHAPTERS.find((name) => pieces(name).length > 1) ?? '')
    const figure = page.locator('.code:has(a[href*=".programs.html"])').nth(1)
    const code = await figure.locator('code').first().textContent()
    const first = await figure.locator('pre').first().getAttribute('data-from')
    await figure.getByRole('link', { name: 'вся программа' }).click()
    const target = page.locator(':target')
    expect(await target.textContent()).toBe(code)
    expect(
      await page.evaluate('getComputedStyle(document.querySelector(":target")).borderLeftStyle'),
    ).toBe('solid')
    const before = await page.evaluate(`(() => {
      const [part, range] = [document.querySelector(':target'), document.createRange()]
      range.setStart(part.parentElement, 0)
      range.setEndBefore(part)
      return range.toString().split('\\n').length
    })()`)
    expect(String(before)).toBe(first)
    await page.close()
  })

  test('numbers of lines are no part of the code', async () => {
    const page = await open(LAST)
    const pre = page.locator('pre[data-from]').first()
    expect(await pre.getAttribute('data-numbers')).toMatch(/^1\n2\n3/)
    expect(await pre.innerText()).not.toMatch(/^\s*1\b/)
    // Long lines go under them.
    const first = "document.querySelector('pre[data-from]')"
    const ground = await page.evaluate(`getComputedStyle(${first}, '::before').backgroundColor`)
    expect(ground).toMatch(/^(rgb|color)\([^/]*\)$/)
    await page.close()
  })

  test('a line of Russian text has about 65–75 letters', async () => {
    const page = await open(CHAPTERS[1] ?? '')
    const count = await page.evaluate(`(() => {
      const lengths = [...document.querySelectorAll('article > p:not(.eyebrow)')].flatMap((p) => {
        const range = document.createRange()
        range.selectNodeContents(p)
        const lines = new Set([...range.getClientRects()].map((r) => Math.round(r.bottom / 12)))
        return lines.size > 4 ? [p.textContent.length / (p.clientHeight / parseFloat(getComputedStyle(p).lineHeight))] : []
      })
      return Math.max(...lengths)
    })()`)
    expect(count).toBeGreaterThan(60)
    expect(count).toBeLessThan(76)
    await page.close()
  })

  test('what varies says so when it has the focus', async () => {
    const varying = CHAPTERS.find((name) => readFileSync(join(SITE, name), 'utf8').includes('<var'))
    const page = await open(varying ?? LAST)
    const value = page.locator('var').first()
    await value.focus()
    const hint = await page.evaluate('getComputedStyle(document.activeElement, "::after").content')
    expect(hint).toContain('меняется от запуска к запуску')
    await page.close()
  })

  test('nothing moves while a page loads, and nothing keeps it from being painted', async () => {
    for (const name of [...CHAPTERS, 'index.html']) {
      for (const width of [360, 1400]) {
        const page = await open(name, { viewport: { width, height: 800 } })
        const shift = await page.evaluate(`new Promise((resolve) => {
          let sum = 0
          new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value })
            .observe({ type: 'layout-shift', buffered: true })
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))))
        })`)
        expect(shift, `${name}, ${width}`).toBeLessThan(UNSEEN)
        const { whole, bare } = (await page.evaluate(WITHOUT_ANCHORS)) as Record<string, number>
        expect([name, width, whole]).toEqual([name, width, bare])
        const blocking = await page.evaluate(
          'performance.getEntriesByType("resource").filter((r) => r.renderBlockingStatus === "blocking").length',
        )
        expect(blocking).toBe(0)
        await page.close()
      }
    }
  }, 240_000)

  test('on paper there are the text and the code, light, and nothing to press', async () => {
    const page = await open(LAST, { colorScheme: 'dark' })
    await page.getByRole('button', { name: /^Тема/ }).click()
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['.top', '.turn', '.toc', '.fold', '.copy']) {
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
    }
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    )
    expect(
      await page.evaluate('getComputedStyle(document.querySelector(".terminal")).backgroundColor'),
    ).toBe('rgb(255, 255, 255)')
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    await page.close()
  })

  test('on paper legends keep their colours and no box is empty', async () => {
    const drawn = CHAPTERS.find((name) => readFileSync(join(SITE, name), 'utf8').includes('swatch'))
    const page = await open(drawn ?? LAST)
    await page.emulateMedia({ media: 'print' })
    const adjust = 'getComputedStyle(document.querySelector(".swatch")).printColorAdjust'
    expect(await page.evaluate(adjust)).toBe('exact')
    const empty = await page.evaluate(`[...document.querySelectorAll('figure')]
      .filter((f) => f.checkVisibility() && f.innerText.trim() === '' && !f.querySelector('img, svg')).length`)
    expect(empty).toBe(0)
    await page.close()
  })

  test('what is far away on the page of the whole course is not laid out, and can be gone to', async () => {
    const page = await open('course.html')
    const style =
      'getComputedStyle(document.querySelector("article:last-of-type > p")).contentVisibility'
    expect(await page.evaluate(style)).toBe('auto')
    const heading = page.locator('article').last().locator('h3').nth(3)
    await page.evaluate(
      `location.hash = [...document.querySelectorAll('article:last-of-type h3')][3].id`,
    )
    await expect
      .poll(async () => Math.round((await heading.boundingBox())?.y ?? -1))
      .toBeLessThan(200)
    expect((await heading.boundingBox())?.y).toBeGreaterThan(0)
    await page.close()
  })

  test('the whole course is one page whose links stay within it', async () => {
    const page = await open('course.html')
    expect(await page.locator('article').count()).toBe(CHAPTERS.length)
    const dead = await page.evaluate(`[...document.querySelectorAll('a[href^="#"]')]
      .map((a) => decodeURIComponent(a.hash.slice(1))).filter((id) => !document.getElementById(id))`)
    expect(dead).toEqual([])
    const unmarked = await page.evaluate(`[...document.querySelectorAll('[marker-end]')]
      .map((line) => line.getAttribute('marker-end').slice('url(#'.length, -1))
      .filter((id) => !document.getElementById(id))`)
    expect(unmarked).toEqual([])
    const twins =
      await page.evaluate(`(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
      return ids.filter((id, i) => ids.indexOf(id) !== i) })()`)
    expect(twins).toEqual([])
    await page.close()
  })
})
