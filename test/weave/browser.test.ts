import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSite } from '../../src/weave/site/write.ts'
import { weave } from '../../src/weave/weave.ts'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { createEvidence, createScenes, readSample } from './sample.ts'

describe.skipIf(noBrowser)('in Chromium (skipped where there is none)', () => {
  let home = ''
  let browser: Browser

  beforeAll(async () => {
    const course = await readSample()
    const chapter = course.chapters[1]
    if (chapter === undefined) throw new Error('the sample has no second chapter')
    const evidence = createEvidence({ scenes: createScenes(chapter) })
    const { pages } = await weave(course, new Map([[chapter.slug, evidence]]))
    home = mkdtempSync(join(tmpdir(), 'weave-'))
    expect(writeSite(pages, join(home, 'site'))).toEqual([])
    browser = await launchBrowser()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    rmSync(home, { recursive: true, force: true })
  })

  async function openPage(name: string, width: number, javaScriptEnabled = true): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 800 }, javaScriptEnabled })
    await page.goto(pathToFileURL(join(home, 'site', name)).href)
    return page
  }

  test.each([
    ['index.html', 360],
    ['01-socket.html', 360],
    ['02-server.html', 360],
    ['02-server.html', 320],
    ['02-server.html', 1000],
    ['02-server.html', 1280],
  ])('%s at %i pixels never scrolls sideways', async (name, width) => {
    const page = await openPage(name, width)
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '')
    })
    const scrolled = await page.evaluate(
      'scrollTo(9999, 0); [scrollX, document.documentElement.scrollWidth]',
    )
    expect(scrolled).toEqual([0, width])
    await page.close()
  })

  test.each([
    [1280, 'слово '.repeat(40), true],
    [1280, 'слово', false],
    [800, 'слово '.repeat(40), false],
  ])(
    'at %i pixels a table whose cells say «%s» takes more room than the text: %s',
    async (width, words, isWider) => {
      const page = await openPage('02-server.html', width)
      const table = page.locator('article > .wide-table').first()
      await table.locator('td').evaluateAll((cells, text) => {
        for (const cell of cells) cell.textContent = text
      }, words)
      const [own, text] = await Promise.all([
        table.boundingBox(),
        page.locator('article').first().boundingBox(),
      ])
      if (own === null || text === null) throw new Error('nothing to measure')
      expect(own.width > text.width + 1).toBe(isWider)
      expect(own.x).toBeGreaterThanOrEqual(0)
      expect(own.x + own.width).toBeLessThanOrEqual(width)
      await page.close()
    },
  )

  test('long lines of code scroll within their box', async () => {
    const page = await openPage('02-server.html', 360)
    const box = page.locator('.code pre').first()
    const scrolled = await box.evaluate((pre) => {
      pre.scrollLeft = 50
      return pre.scrollLeft
    })
    expect(scrolled).toBe(50)
    await page.close()
  })

  test('long lines of a terminal are broken, as terminals do it, and nothing is cut off', async () => {
    const page = await openPage('02-server.html', 360)
    const boxes = await page.locator('.terminal pre').all()
    const cut = await Promise.all(
      boxes.map((b) => b.evaluate((e) => e.scrollWidth - e.clientWidth)),
    )
    expect(cut.length).toBeGreaterThan(5)
    expect(Math.max(...cut)).toBe(0)
    await page.close()
  })

  test('terminals stand side by side when wide and one under the other on a phone', async () => {
    const measure = async (width: number): Promise<(number | undefined)[]> => {
      const page = await openPage('02-server.html', width)
      const boxes = await page.locator('.wide .terminal').all()
      const tops = await Promise.all(
        boxes.slice(0, 2).map((b) => b.boundingBox().then((r) => r?.y)),
      )
      await page.close()
      return tops
    }
    const [left, right] = await measure(1280)
    expect(left).toBe(right)
    const [above = 0, below = 0] = await measure(360)
    expect(below).toBeGreaterThan(above)
  })

  test('without JavaScript everything is there and the checks are a link away', async () => {
    const page = await openPage('02-server.html', 800, false)
    for (const part of [
      'Первый сервер',
      'server.ts',
      'Терминал 1',
      'Сломаем и посмотрим',
      'привет',
    ]) {
      expect(await page.getByText(part).first().isVisible(), part).toBe(true)
    }
    expect(await page.locator('button:visible').count()).toBe(0)
    await page.getByRole('link', { name: 'Код проверки' }).first().click()
    expect(await page.locator(':target pre').first().isVisible()).toBe(true)
    await page.close()
  })

  test('commands are copied without their prompts, code as it stands', async () => {
    const page = await openPage('02-server.html', 1280)
    await page.evaluate('navigator.clipboard.writeText = async (text) => { window.copied = text }')
    const copy = async (box: string): Promise<unknown> => {
      await page.locator(box).first().locator('.copy').click({ force: true })
      return page.evaluate('window.copied')
    }
    expect(await copy('.terminal')).toBe(
      'npm run chapter -- --chapters test/weave/course 2 server.ts',
    )
    expect(await copy('.refused')).toBe("const port: number = '8080'\nlistener.bind(port)\n")
    expect(await copy('.mutant')).toBe(
      '  const bytes = client.recv(1024)\n  client.sendall(bytes)\n',
    )
    await page.close()
  })

  test('links lead from page to page and to their headings', async () => {
    const page = await openPage('01-socket.html', 800)
    await page.getByRole('link', { name: 'проверки', exact: true }).click()
    expect(decodeURIComponent(page.url())).toMatch(/02-server\.html#почему-accept-ждёт$/)
    const heading = page.getByRole('heading', { name: 'Почему accept() ждёт' })
    expect((await heading.boundingBox())?.y).toBeLessThan(200)
    await page.locator('.top > a').click()
    expect(await page.title()).toBe('Три главы')
    await page.close()
  })

  test('both themes follow the system', async () => {
    const grounds = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const page = await browser.newPage({ colorScheme })
        await page.goto(pathToFileURL(join(home, 'site/index.html')).href)
        return page.evaluate('getComputedStyle(document.body).backgroundColor')
      }),
    )
    expect(grounds).toEqual(['rgb(250, 250, 247)', 'rgb(19, 23, 24)'])
  })
})
