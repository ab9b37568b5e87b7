import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCourse } from '../../../src/course/load.ts'
import { writePrograms } from '../../../src/tangle/prepare.ts'
import { findTips } from '../../../src/types/tips.ts'
import { writeSite } from '../../../src/weave/site/write.ts'
import { weave } from '../../../src/weave/weave.ts'
import { launchBrowser, noBrowser } from '../../helpers/browser.ts'
import { fence } from '../../helpers/chapter.ts'
import { removeBuild, writeAll } from '../../helpers/folder.ts'

const TEXT = [
  '# Глава',
  '',
  'Проза.',
  '',
  fence(
    'ts file=server.ts',
    "import { AF_INET, SOCK_STREAM, Socket } from 'live-sockets'",
    '',
    'const listener = new Socket(AF_INET, SOCK_STREAM)',
  ),
  'Ещё проза.\n',
  fence(
    'ts file=server.ts',
    '/** Считает `байты`. */',
    'function count(text: string): number {',
    "  return text.padEnd(60).padStart(60, 'слева').length + Number(process.env.PORT) + count(text)",
    '}',
    "console.log(listener.accept(), count('привет'))",
  ),
  fence(
    'ts check',
    "test('a', async () => {",
    "  const server = await start('server.ts')",
    '  server.port',
    '})',
  ),
  ...Array.from({ length: 40 }, (_, index) => `Абзац ${index}.\n`),
].join('\n')

describe.skipIf(noBrowser)('types of names in Chromium (skipped where there is none)', () => {
  let home = ''
  let browser: Browser

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'types-'))
    const chapters = join(home, 'chapters')
    await writeAll(chapters, { '01-case.md': TEXT, '02-next.md': '# Дальше\n' })
    const course = await loadCourse(chapters)
    const { prepared } = await writePrograms(course)
    const tips = await findTips(prepared.chapters, prepared.folder)
    const { pages } = await weave(course, new Map(), { tips })
    expect(writeSite(pages, join(home, 'site'))).toEqual([])
    browser = await launchBrowser()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await removeBuild(join(home, 'chapters'))
    await rm(home, { recursive: true, force: true })
  })

  async function open(name = '01-case.html', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, ...options })
    await page.goto(pathToFileURL(join(home, 'site', name)).href)
    return page
  }

  /** The middle of a word of code, brought into sight. */
  function find(page: Page, word: string, nth = 0): Promise<{ x: number; y: number }> {
    return page.evaluate(`(${FIND})(${JSON.stringify(word)}, ${nth})`)
  }

  async function hover(page: Page, word: string, nth = 0): Promise<void> {
    const { x, y } = await find(page, word, nth)
    await page.mouse.move(x, y)
    await page.mouse.move(x + 1, y)
  }

  /** The tip's text, line by line, once it says this. */
  async function expectTip(page: Page, text: string | RegExp): Promise<void> {
    const read = () => page.locator('.tip').allInnerTexts()
    const said =
      typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text)
    await expect.poll(read, { timeout: 20_000 }).toEqual([said])
  }

  const countTips = (page: Page) => () => page.locator('.tip, .name').count()

  test('a name under the pointer has its tip, which stays when the pointer goes onto it', async () => {
    const page = await open()
    await hover(page, 'accept')
    await expectTip(page, /^\(method\) Socket\.accept\(\): Socket\n+Ждёт клиента/)
    const tip = page.getByRole('tooltip')
    expect(await tip.locator('p').getAttribute('lang')).toBe('ru')
    expect(await tip.getByRole('link').getAttribute('href')).toBe('reference.html#Socket.accept')
    expect(await page.locator('.name').getAttribute('aria-describedby')).toBe(
      await tip.getAttribute('id'),
    )
    await tip.hover()
    // The page's timers go off in order: if it were to go, it would have gone by then.
    await page.evaluate('new Promise((done) => setTimeout(done, 600))')
    await expectTip(page, 'Socket.accept')
    await hover(page, 'count', 2)
    await expectTip(page, /^function count\(text: string\): number\n+Считает байты\.$/)
    expect(await tip.locator('p').getAttribute('lang')).toBe('ru')
    expect(await tip.locator('p code').textContent()).toBe('байты')
    await page.mouse.move(5, 5)
    await expect.poll(countTips(page), { timeout: 20_000 }).toBe(0)
    await page.close()
  })

  test('comments, strings and keywords have none; a pointer beside a name neither', async () => {
    const page = await open()
    await hover(page, 'listener')
    await expectTip(page, 'const listener: Socket')
    for (const word of ['Считает', 'привет', 'const']) {
      await hover(page, word)
      await expect.poll(countTips(page), { timeout: 20_000 }).toBe(0)
    }
    const { x, y } = await find(page, 'SOCK_STREAM', 1)
    await page.mouse.move(x, y)
    await expectTip(page, 'SOCK_STREAM')
    await page.mouse.move(x + 250, y)
    await expect.poll(countTips(page), { timeout: 20_000 }).toBe(0)
    await page.close()
  })

  test('Enter is heard before the script has come, and told of to screen readers', async () => {
    const page = await open()
    const pre = page.locator('.code pre').first()
    expect(await pre.getAttribute('aria-keyshortcuts')).toBe('Enter')
    await page.evaluate(`(() => {
      const pre = document.querySelector('.code pre')
      pre.focus()
      pre.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    })()`)
    await expectTip(page, 'AF_INET')
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('AF_INET')
    await page.close()
  })

  test('by keys: Enter goes to the names, arrows from one to another, Esc back; no chapter is turned', async () => {
    const page = await open()
    const pre = page.locator('.code pre').nth(1)
    await pre.focus()
    // Types have come when they are there at once.
    await page.waitForFunction('window.liveTypes')
    await page.keyboard.press('Enter')
    await expectTip(page, 'function count')
    const focused = () => page.evaluate('document.activeElement.ariaLabel')
    expect(await focused()).toBe('count')
    await page.keyboard.press('ArrowRight')
    await expectTip(page, /^\(parameter\) text: string$/)
    await page.keyboard.press('ArrowLeft')
    await expectTip(page, 'function count')
    await page.keyboard.press('ArrowDown')
    await expectTip(page, 'text: string')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('count')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowUp')
    expect(await focused()).toBe('count')
    expect(page.url()).toMatch(/01-case\.html$/)
    await page.keyboard.press('Escape')
    expect(await countTips(page)()).toBe(0)
    expect(await page.evaluate('document.activeElement.localName')).toBe('pre')
    await page.keyboard.press('Enter')
    await expectTip(page, 'function count')
    await page.keyboard.press('Tab')
    expect(await countTips(page)()).toBe(0)
    expect(await page.evaluate('document.activeElement.textContent')).not.toBe('К содержанию')
    await page.close()
  })

  test('Esc takes away the tip of the pointer too', async () => {
    const page = await open()
    await hover(page, 'accept')
    await expectTip(page, 'accept')
    await page.keyboard.press('Escape')
    expect(await countTips(page)()).toBe(0)
    await page.close()
  })

  test('on a phone a tap shows a tip, another takes it away; it never leaves the window', async () => {
    const page = await open('01-case.html', {
      viewport: { width: 360, height: 640 },
      hasTouch: true,
      isMobile: true,
    })
    const height = await page.evaluate('document.documentElement.scrollHeight')
    for (const [word, nth, tip] of [
      ['Socket', 1, 'new Socket('],
      ['count', 1, 'function count'],
      ['PORT', 0, 'ProcessEnv.PORT'],
    ] as const) {
      // A tip may lie over the next name.
      await page.touchscreen.tap(180, 630)
      await expect.poll(countTips(page), { timeout: 20_000 }).toBe(0)
      const { x, y } = await find(page, word, nth)
      await page.touchscreen.tap(x, y)
      await expectTip(page, tip)
      const box = (await page.locator('.tip').boundingBox()) ?? {
        x: -1,
        y: -1,
        width: 0,
        height: 0,
      }
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(360)
      expect(box.y).toBeGreaterThanOrEqual(0)
      expect(box.y + box.height).toBeLessThanOrEqual(640)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(height)
    }
    await page.touchscreen.tap(180, 630)
    await expect.poll(countTips(page), { timeout: 20_000 }).toBe(0)
    await page.close()
  })

  test('by keys, code that is wider than the phone is brought into sight', async () => {
    const page = await open('01-case.html', { viewport: { width: 360, height: 640 } })
    const pre = page.locator('.code pre').nth(1)
    await pre.focus()
    await page.waitForFunction('window.liveTypes')
    await page.evaluate("scrollTo({ top: 9999, behavior: 'instant' })")
    await page.keyboard.press('Enter')
    await expectTip(page, 'function count')
    for (const part of ['.name', '.tip']) {
      const { y = -1, height = 0 } = (await page.locator(part).boundingBox()) ?? {}
      expect(y, part).toBeGreaterThanOrEqual(0)
      expect(y + height, part).toBeLessThanOrEqual(640)
    }
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight')
    expect(await pre.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
    const mark = await page.locator('.name').boundingBox()
    const [at, outer] = [mark?.x ?? -1, await pre.boundingBox()]
    expect(at).toBeGreaterThan(outer?.x ?? 0)
    expect(at).toBeLessThan((outer?.x ?? 0) + (outer?.width ?? 0))
    await page.close()
  })

  test('checks unfolded in place have tips, and so have the pages beside the chapter', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Код проверки' }).click()
    await page.locator('.unfolded pre').waitFor()
    await hover(page, 'port')
    await expectTip(page, '(property) Started.port: number')
    await page.close()
    const cases = [
      ['01-case.checks.html', 'port', /Started\.port/],
      ['01-case.programs.html', 'accept', /Socket\.accept/],
      ['course.html', 'accept', /Socket\.accept/],
    ] as const
    for (const [name, word, tip] of cases) {
      const other = await open(name)
      await hover(other, word)
      await expectTip(other, tip)
      await other.close()
    }
  })

  test('nothing is loaded until the reader comes to code, and nothing without scripts is lost', async () => {
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url().split('/').pop() ?? ''))
    await page.goto(pathToFileURL(join(home, 'site/01-case.html')).href)
    await page.locator('p').first().hover()
    expect(asked).not.toContain('types.js')
    await hover(page, 'accept')
    await expectTip(page, 'accept')
    expect(asked).toEqual(expect.arrayContaining(['types.js', '01-case.types.js']))
    expect(asked).not.toContain('01-case.checks.types.js')
    await page.close()
    const plain = await open('01-case.html', { javaScriptEnabled: false })
    expect(await plain.getByText('listener').first().isVisible()).toBe(true)
    await plain.close()
  })

  test.each(['light', 'dark'] as const)('axe finds nothing in a tip, %s', async (colorScheme) => {
    const page = await open('01-case.html', { colorScheme })
    await page.locator('.code pre').nth(1).focus()
    await page.waitForFunction('window.liveTypes')
    await page.keyboard.press('Enter')
    await expectTip(page, 'function count')
    await page.evaluate(axe.source)
    expect(await page.evaluate(RUN_AXE)).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.tip').isVisible()).toBe(false)
    await page.close()
  })
})

const RUN_AXE = `axe.run(document, {}).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target.join(' '))))`

/** In the page: the box of a word of code, the n-th of its kind, scrolled to. */
const FIND = `(word, nth) => {
  for (const code of document.querySelectorAll('.code pre code, .unfolded pre code')) {
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const { index } of node.nodeValue.matchAll(new RegExp('(?<![\\\\p{L}_])' + word + '(?![\\\\p{L}_])', 'gu'))) {
        if (nth-- > 0) continue
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        node.parentElement.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
        const pre = code.parentElement
        const beyond = range.getBoundingClientRect().right - pre.getBoundingClientRect().right + 20
        if (beyond > 0) pre.scrollLeft += beyond
        const { x, y, width, height } = range.getBoundingClientRect()
        return { x: x + width / 2, y: y + height / 2 }
      }
    }
  }
  throw new Error('no ' + word)
}`
