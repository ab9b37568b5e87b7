import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../../src/files/root.ts'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { CHAPTERS, listen, listPages, openSite, SITE } from '../helpers/site.ts'

describe.skipIf(noBrowser)('every page in a browser (skipped where there is none)', () => {
  let site: Awaited<ReturnType<typeof openSite>>
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
    site = await openSite()
  })

  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  test('the site has a page for each chapter, and pages beside it', () => {
    const names = readdirSync(join(ROOT, 'chapters')).filter((name) => /^\d\d+-/.test(name))
    expect(CHAPTERS).toEqual(names.map((name) => name.replace('.md', '.html')))
    const beside = CHAPTERS.flatMap((name) =>
      ['checks', 'programs'].map((kind) => name.replace('.html', `.${kind}.html`)),
    )
    const lists = [
      '404.html',
      'appendix.html',
      'claims.html',
      'course.html',
      'glossary.html',
      'index.html',
      'reference.html',
    ]
    expect(listPages()).toEqual([...CHAPTERS, ...beside, ...lists].sort())
  })

  // A browser has a process for each page: two keep two processors busy.
  test.concurrent.each(listPages())(
    '%s asks nobody else, breaks nothing, never scrolls sideways, and axe finds nothing in either theme',
    async (name) => {
      const page = await browser.newPage({
        viewport: { width: 360, height: 800 },
        colorScheme: 'light',
      })
      const troubles = listen(page)
      await page.goto(`${site.address}/${name}`, { timeout: 120_000 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      await page.evaluate(axe.source)
      const whole = name === 'course.html' ? await runAxe(page, WHOLE_PAGE) : []
      await page.evaluate(FORGET_SHOWN)
      const light = await runAxe(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      // Of all rules only this one depends on the theme.
      const dark = await runAxe(page, ['color-contrast'])
      expect([...whole, ...light, ...dark]).toEqual([])
      expect(troubles).toEqual([])
      await page.close()
    },
    240_000,
  )

  test.concurrent.each(listPages())('%s opens from the disk too', async (name) => {
    const page = await browser.newPage()
    const troubles = listen(page)
    await page.goto(pathToFileURL(join(SITE, name)).href)
    expect(await page.locator('h1').count()).toBe(1)
    expect(troubles).toEqual([])
    await page.close()
  })

  test('an open page shows what is wrong and what a build does, and stays at its place', async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
    await page.goto(`${site.address}/${CHAPTERS[0]}`)
    await page.evaluate('scrollTo(0, 3000)')
    site.state.report('Проверяю типы')
    await page.getByText('Проверяю типы').waitFor()
    site.state.publish('chapters/02.md:1:1 — беда')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('беда')
    site.state.report('')
    await expect.poll(() => page.getByText('Проверяю типы').count()).toBe(0)
    site.state.publish('')
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
    expect(await page.evaluate('scrollY')).toBe(3000)
    await page.close()
  })

  test('an address that leads nowhere shows the way back, at any depth', async () => {
    const page = await browser.newPage()
    const response = await page.goto(`${site.address}/no/such/page.html`)
    expect(response?.status()).toBe(404)
    await page.getByRole('link', { name: 'Все главы' }).click()
    await expect.poll(() => page.title()).toBe('Живые сокеты')
    await page.close()
  })
})

/** On the page of the whole course: what stands in its articles their own pages show. */
const FORGET_SHOWN = `document.querySelectorAll('main.whole > article > *').forEach((e) => e.remove())`

/** What holds on each page of a chapter and may still fail where they stand together. */
const WHOLE_PAGE = [
  'aria-valid-attr-value',
  'bypass',
  'duplicate-id-aria',
  'heading-order',
  'landmark-no-duplicate-main',
  'landmark-one-main',
  'landmark-unique',
  'page-has-heading-one',
  'skip-link',
]

/** What axe has found, in words. */
function runAxe(page: Page, only?: readonly string[]): Promise<string[]> {
  // Only what is wrong is told: to tell of all that is right takes as long again.
  const told = { resultTypes: ['violations'] }
  const options = only === undefined ? told : { ...told, runOnly: only }
  return page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) =>
      id + ' ' + target.join(' ') + ' ' + failureSummary)))`)
}
