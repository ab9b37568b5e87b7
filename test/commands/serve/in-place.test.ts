import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { launchBrowser, noBrowser } from '../../helpers/browser.ts'
import { fence } from '../../helpers/chapter.ts'
import { start, untilPrinted } from '../../helpers/command.ts'
import { makeCourse, makeFolder } from '../../helpers/folder.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** A door that lets nobody through before it is opened; a file made meanwhile would count as left. */
async function makeDoor() {
  const path = join(await makeFolder(), 'door')
  const held = new Set<Socket>()
  let isOpen = false
  const server = createServer((guest) => {
    guest.on('error', () => undefined)
    if (isOpen) guest.end()
    else held.add(guest)
  })
  await once(server.listen(path), 'listening')
  onTestFinished(() => void server.close())
  return {
    path,
    open() {
      isOpen = true
      for (const guest of held) guest.end()
    },
  }
}

/** Runs until the door is opened. */
const WAIT = (door: string) => [
  "import { connect } from 'node:net'",
  `connect('${door}').resume().on('end', () => console.log('готово'))`,
]

/** A chapter that has much above the place where it is read, and waits before it is through. */
function writeChapter(title: string, door: string): string {
  return [
    `# ${title}\n`,
    fence('ts file=wait.ts', ...WAIT(door)),
    fence('console limit=120', `$ npm run chapter ${Number(title.slice(-1))} wait.ts`, 'готово'),
    fence('ts file=ready.ts', "console.log('готово')"),
    fence(
      'ts check',
      "test('не ждёт', async () => {",
      "  expect((await run('ready.ts')).stdout).toBe('готово\\n')",
      '})',
    ),
    '::: подробнее Глубже\n\nСпрятанное слово.\n\n:::\n',
    '## Дальше\n',
    ...Array.from({ length: 60 }, (_, index) => `Абзац ${index}: о том, что было раньше.\n`),
  ].join('\n')
}

describe.skipIf(noBrowser)('a page that is open', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser?.close())

  async function serve(
    chapters: string,
  ): Promise<{ running: ReturnType<typeof start>; at: string }> {
    const out = join(await makeFolder(), 'site')
    const running = start('serve', ['--chapters', chapters, '--out', out, '--port', '0'])
    onTestFinished(async () => {
      running.kill('SIGKILL')
      await running
    })
    const [, port = ''] = await untilPrinted(running, /Сайт: http:\/\/localhost:(\d+)\/\?key=/)
    return { running, at: `http://localhost:${port}` }
  }

  async function open(address: string): Promise<Page> {
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    await page.goto(address)
    return page
  }

  const topOf = (page: Page, text: string) =>
    page.getByText(text).evaluate((element) => element.getBoundingClientRect().top)

  test('changes in place when its evidence comes: the reader keeps his place and all he did', async () => {
    const door = await makeDoor()
    const chapters = await makeCourse({ '01-one.md': writeChapter('Глава 1', door.path) })
    const { at } = await serve(chapters)
    const page = await open(`${at}/01-one.html`)
    expect(await page.locator('.eyebrow').textContent()).toContain('ещё не запускалось')
    expect(await page.locator('.results').count()).toBe(0)
    // Colours change the page too: what follows is about the evidence.
    await page.locator('pre b').first().waitFor()
    await page.locator('details.depth summary').click()
    await page.locator('a.fold').first().click()
    await page.locator('.unfolded').waitFor()
    await page.evaluate('window.sameDocument = true')
    await page.getByText('Абзац 30:').evaluate((element) => {
      element.scrollIntoView({ block: 'start', behavior: 'instant' })
      element.ownerDocument.getSelection()?.selectAllChildren(element)
    })
    await page.locator('#_theme').evaluate((button) => button.focus({ preventScroll: true }))
    const before = await topOf(page, 'Абзац 30:')
    door.open()
    await page.locator('.eyebrow', { hasText: 'проверено' }).waitFor({ state: 'attached' })
    expect(await page.evaluate('window.sameDocument')).toBe(true)
    expect(Math.abs((await topOf(page, 'Абзац 30:')) - before)).toBeLessThan(2)
    expect(await page.evaluate('getSelection().toString()')).toContain('Абзац 30:')
    expect(await page.evaluate('document.activeElement.id')).toBe('_theme')
    expect(await page.locator('details.depth[open]').count()).toBe(1)
    expect(await page.locator('.unfolded').count()).toBe(1)
    expect(await page.locator('.check .results li').count()).toBe(1)
    expect(await page.locator('article h2 .anchor').count()).toBe(1)
    expect(await page.locator('.code > .copy').count()).toBe(2)
  })

  test('what is selected in code stays so when colours come', async () => {
    const chapters = await makeCourse({
      '01-a.md': `# A\n\n${fence('ts file=a.ts', 'const a = 1')}`,
    })
    const { at } = await serve(chapters)
    const page = await open(`${at}/01-a.html`)
    await page.locator('pre b').waitFor()
    const code = page.locator('article pre code')
    const coloured = await code.innerHTML()
    await code.evaluate((element) => {
      element.textContent = `${element.textContent}`
      element.ownerDocument.getSelection()?.selectAllChildren(element)
    })
    appendFileSync(join(chapters, '01-a.md'), '\nНовое слово.\n')
    await page.getByText('Новое слово.').waitFor()
    expect(await code.innerHTML()).toBe(coloured)
    expect(await page.evaluate('getSelection().toString().trim()')).toBe('const a = 1')
  })

  test('is run first; the mistake of one chapter keeps no other from being read and proved', async () => {
    const door = await makeDoor()
    const chapters = await makeCourse({
      '01-wrong.md': `# Глава 1\n\n${fence('ts file=a.ts', "const a: number = 'text'", 'console.log(a)')}`,
      '02-slow.md': writeChapter('Глава 2', door.path),
      '03-quick.md': `# Глава 3\n\n${fence('ts file=a.ts', 'console.log(1)')}\n${fence('console', '$ npm run chapter 3 a.ts', '1')}`,
    })
    const { running, at } = await serve(chapters)
    const page = await open(`${at}/03-quick.html`)
    await untilPrinted(running, /Запускаю главы: 3\n/)
    await page.getByText('настоящий запуск').waitFor()
    const wrong = await open(`${at}/01-wrong.html`)
    expect(await wrong.locator('.problem').textContent()).toContain('TS2322')
    expect(await wrong.locator('[role=alert]').last().textContent()).toContain('01-wrong.md:4:7')
  })
})
