import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderPicture } from '../../../src/weave/picture/picture.ts'
import { readSource } from '../../../src/weave/site/source.ts'
import { launchBrowser, noBrowser } from '../../helpers/browser.ts'
import { connection, createTrace, SERVER } from '../traces.ts'

/** A server and so many clients, each in a terminal of its own, who come at once. */
function createQueue(count: number) {
  const all = Array.from({ length: count }, (_, k) => {
    const port = 40_000 + 10 * k
    const at = connection(port, { connect: 10 + k, accept: 20 + 400 * k })
    const bytes = { bytes: 10, room: 1024 }
    return {
      client: [
        at.connect,
        { call: 'sendall', start: 11 + k, socket: port, bytes: 10 },
        { call: 'recv', start: 12 + k, end: 402 + 400 * k, socket: port, ...bytes },
      ],
      server: [
        at.accept,
        { call: 'recv', start: 400 + 400 * k, socket: port + 1, ...bytes },
        { call: 'sendall', start: 401 + 400 * k, socket: port + 1, bytes: 10 },
        { call: 'close', start: 402 + 400 * k, socket: port + 1 },
      ],
    }
  })
  const listen = { call: 'listen', start: 0, socket: 1, local: SERVER }
  const clients = all.map(({ client }, k) => [`client-${k}.ts`, client] as const)
  const server = [listen, ...all.flatMap((one) => one.server)]
  return createTrace({ 'server.ts': server, ...Object.fromEntries(clients) }, 9000)
}

describe.skipIf(noBrowser)('pictures in Chromium (skipped where there is none)', () => {
  let browser: Browser
  let style = ''

  beforeAll(async () => {
    const source = await readSource()
    style = `${source.style}\n${source.styles.tables}\n${source.styles.pictures}`
    browser = await launchBrowser()
  }, 60_000)

  afterAll(() => browser?.close())

  async function openPicture(clients: number, width: number): Promise<Page> {
    const { html } = renderPicture(createQueue(clients), 'picture-1')
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    await page.setContent(
      `<!doctype html><html lang="ru"><meta name="viewport" content="width=device-width"><style>${style}</style><body><main>${html}</main></body></html>`,
    )
    return page
  }

  const readWidths = (page: Page) =>
    page.locator('.picture-box').evaluate((box) => ({
      page: box.ownerDocument.documentElement.scrollWidth,
      box: box.clientWidth,
      all: box.scrollWidth,
    }))

  test.each([
    [1, 320],
    [3, 360],
    [6, 360],
    [6, 1280],
  ])('of %i clients at %i pixels: the page never scrolls sideways', async (clients, width) => {
    const page = await openPicture(clients, width)
    expect((await readWidths(page)).page).toBe(width)
    await page.close()
  })

  test('three columns fit a telephone, seven scroll in their own box', async () => {
    const three = await openPicture(2, 360)
    const { box, all } = await readWidths(three)
    expect(all).toBe(box)
    const right = (selector: string) =>
      three
        .locator(selector)
        .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)))
    // What stands beyond the box could not be scrolled to
    expect(await right('.lanes text')).toBeLessThanOrEqual(await right('.picture-box'))
    const seven = await openPicture(6, 360)
    const wide = await readWidths(seven)
    expect(wide.all).toBeGreaterThan(wide.box + 50)
    // Only what goes on beyond its box fades at the edge, until its end has come.
    const element = "document.querySelector('.picture-box')"
    const fade = `getComputedStyle(${element}).getPropertyValue('--fade')`
    expect(await three.evaluate(fade)).toBe('0px')
    expect(await seven.evaluate(fade)).toBe('48px')
    await seven.evaluate(`${element}.scrollLeft = 9999`)
    await expect.poll(() => seven.evaluate(fade)).toBe('0px')
    await Promise.all([three.close(), seven.close()])
  })

  test.each([360, 1280])('at %i pixels words are whole and stand apart', async (width) => {
    const page = await openPicture(1, width)
    const words = await page.locator('.lanes .fact text').evaluateAll((all) =>
      all.map((text) => {
        const { left, top, height } = text.getBoundingClientRect()
        return {
          left: Math.round(left),
          top,
          height,
          size: text.ownerDocument.defaultView?.getComputedStyle(text).fontSize ?? '',
        }
      }),
    )
    expect(words.length).toBeGreaterThan(6)
    for (const { size } of words) expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(10)
    for (const [index, one] of words.entries()) {
      for (const other of words.slice(index + 1)) {
        if (one.left !== other.left) continue
        expect(Math.abs(one.top - other.top)).toBeGreaterThan(one.height - 4)
      }
    }
    await page.close()
  })

  test('figures of a crowded picture give way on a telephone, and are there in the table', async () => {
    const [narrow, wide] = [await openPicture(3, 360), await openPicture(3, 1280)]
    const figure = (page: Page) => page.locator('.lanes .more').first()
    expect(await figure(narrow).isVisible()).toBe(false)
    expect(await figure(wide).isVisible()).toBe(true)
    await narrow.locator('summary').click()
    expect(await narrow.locator('td', { hasText: '10\u00A0Б' }).first().isVisible()).toBe(true)
    await Promise.all([narrow.close(), wide.close()])
  })
})
