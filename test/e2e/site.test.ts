import { readdirSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../../src/course/root.ts'
import { createLiveState } from '../../src/serve/live-state.ts'
import { serveSite } from '../../src/serve/site-server.ts'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'

/** The real site, as `npm run build` has left it. */
const SITE = join(ROOT, 'site/dist')

describe.skipIf(noBrowser)('the course in a browser (skipped where there is none)', () => {
  const state = createLiveState()
  let browser: Browser
  let server: Server
  let address = ''

  beforeAll(async () => {
    browser = await launchBrowser()
    server = await serveSite(SITE, 0, state)
    address = `http://localhost:${(server.address() as AddressInfo).port}`
  })

  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
  })

  const pages = listPages()

  test('the site has a page for each chapter', () => {
    const chapters = readdirSync(join(ROOT, 'chapters')).filter((name) => /^\d\d-/.test(name))
    const expected = chapters.map((name) => name.replace('.md', '.html'))
    expect(pages).toEqual(['index.html', ...expected, 'claims.html', 'glossary.html'])
  })

  test.each(pages)(
    '%s asks nobody else, breaks nothing and never scrolls sideways',
    async (name) => {
      const page = await browser.newPage({ viewport: { width: 360, height: 800 } })
      const troubles = listen(page)
      await page.goto(`${address}/${name}`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      expect(troubles).toEqual([])
      await page.close()
    },
  )

  test.each(pages)('%s opens from the disk too', async (name) => {
    const page = await browser.newPage()
    const troubles = listen(page)
    await page.goto(pathToFileURL(join(SITE, name)).href)
    expect(await page.locator('h1').count()).toBe(1)
    expect(troubles).toEqual([])
    await page.close()
  })

  test('a reader goes from the contents through all chapters and back', async () => {
    const page = await browser.newPage()
    await page.goto(address)
    const titles = await page.locator('.chapters a').allTextContents()
    await page
      .getByRole('link', { name: titles[0] ?? '', exact: true })
      .first()
      .click()
    for (const title of titles) {
      const heading = (await page.locator('h1').textContent()) ?? ''
      expect(title).toContain(heading)
      const next = page.locator('a[rel=next]').first()
      if (title !== titles.at(-1)) await next.click()
    }
    await page.getByRole('link', { name: 'Начало' }).first().click()
    await expect.poll(() => page.title()).toContain('Живые сокеты')
    await page.close()
  })

  test('an open page shows what is wrong with the course, and reloads when it is mended', async () => {
    const page = await browser.newPage()
    await page.goto(address)
    await page.waitForFunction('performance.getEntriesByType("resource").length > 0')
    state.publish('chapters/02.md:1:1 – беда')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('беда')
    const reloaded = page.waitForEvent('load')
    state.publish('')
    await reloaded
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.close()
  })
})

function listPages(): string[] {
  const names = readdirSync(SITE).filter((name) => name.endsWith('.html'))
  return ['index.html', ...names.filter((name) => name !== 'index.html').sort()]
}

/** Collects requests to other hosts, failed ones, and errors of scripts. */
function listen(page: Page): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('requestfailed', (request) => {
    // The live connection is cut when the page goes.
    if (!request.url().endsWith('/live')) troubles.push(request.url())
  })
  page.on('request', (request) => {
    if (!/^(file|data|http:\/\/localhost)/.test(request.url())) troubles.push(request.url())
  })
  return troubles
}
