import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '../../src/course/load.ts'
import { readSource } from '../../src/weave/site/source.ts'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { CHAPTERS, openSite, SITE } from '../helpers/site.ts'

/** What a first visit to a chapter may cost, its style and script included. */
const BUDGET = 20 * 1024

/** What of it is the same on every page. */
const SHELL = 9.25 * 1024

/** What runs have drawn, pictures and the table of all servers, has a weight of its own. */
const PICTURES = /<figure class="(?:picture|matrix)[\s\S]*?<\/figure>/g

const weigh = (content: string | Buffer) => gzipSync(content).length

describe.skipIf(noBrowser)('weight in a browser (skipped where there is none)', () => {
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

  test('a chapter loads its page, one script and the icon, and no more', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
    const paths: string[] = []
    page.on('request', (request) => paths.push(new URL(request.url()).pathname.slice(1)))
    await page.goto(`${site.address}/${CHAPTERS[0]}`, { waitUntil: 'load' })
    const own = () => paths.filter((path) => !path.startsWith('live') && path !== 'favicon.svg')
    expect(own()).toEqual([CHAPTERS[0], 'page.js'])
    // Where there is room for the list of chapters, it comes after all else.
    await page.setViewportSize({ width: 1400, height: 800 })
    await page.locator('.side .course').waitFor()
    expect(own()).toEqual([CHAPTERS[0], 'page.js', 'contents.js'])
    await page.close()
  })

  test('a first visit to a chapter fits its budget', async () => {
    const { chapters } = await loadCourse('chapters')
    const { styles } = await readSource()
    const read = (name: string) => readFileSync(join(SITE, name))
    const shared = weigh(read('page.js')) + weigh(read('favicon.svg'))
    for (const { slug } of chapters) {
      const page = String(read(`${slug}.html`))
      const visit = weigh(page.replace(PICTURES, '').replace(styles.pictures, '')) + shared
      expect(visit, slug).toBeLessThanOrEqual(BUDGET)
    }
  })

  test('the types of names of a page weigh at most 5 KB, and tell something', async () => {
    const { chapters } = await loadCourse('chapters')
    for (const { slug } of chapters) {
      for (const name of [`${slug}.types.js`, `${slug}.checks.types.js`]) {
        const script = readFileSync(join(SITE, name))
        expect(weigh(script), name).toBeLessThanOrEqual(5 * 1024)
        expect(String(script), name).toMatch(/(const|function|class) \*/)
      }
    }
    expect(weigh(readFileSync(join(SITE, 'types.js')))).toBeLessThanOrEqual(4 * 1024)
  })

  test('nothing of what only npm start has is on the site; playing a scene again is light', () => {
    // Beside these there is but a button in the script of all pages.
    expect(weigh(readFileSync(join(SITE, 'replay.js')))).toBeLessThanOrEqual(2.1 * 1024)
    const names = readdirSync(SITE, { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((one) => /\.(js|html)$/.test(one))) {
      expect(name).not.toMatch(/lab|xterm|codemirror/i)
      if (!name.endsWith('.js') || /search-index|texts/.test(name)) continue
      expect(String(readFileSync(join(SITE, name))), name).not.toMatch(
        /_lab\/|new WebSocket|cm-editor/,
      )
    }
  })

  test('what is loaded when it is wanted is light too', () => {
    const read = (name: string) => weigh(readFileSync(join(SITE, name)))
    expect(read('contents.js')).toBeLessThanOrEqual(3 * 1024)
    expect(read('search.js')).toBeLessThanOrEqual(20 * 1024)
    // Ten chapters took 244 KB when it held the texts too; these are thirty-three.
    expect(read('search-index.js')).toBeLessThanOrEqual(105 * 1024)
  })

  test('the shell that every page wears is light', () => {
    const shell = ['404.html', 'page.js', 'favicon.svg'].map((name) =>
      weigh(readFileSync(join(SITE, name))),
    )
    expect(shell.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(SHELL)
  })
})
