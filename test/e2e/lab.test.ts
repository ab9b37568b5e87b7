import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { launchBrowser, noBrowser } from '../helpers/browser.ts'
import { type Running, start, untilPrinted } from '../helpers/command.ts'
import { ECHO } from '../helpers/echo-course.ts'
import { findWorkspace, makeCourse, makeFolder } from '../helpers/folder.ts'

// Whole runs go on here, perhaps beside much else.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

describe.skipIf(noBrowser)('a page that lives (skipped where there is no browser)', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser?.close())

  /** `npm start` on a small course, its chapter built. */
  async function serve(): Promise<{ chapters: string; address: URL; running: Running }> {
    const chapters = await makeCourse(ECHO)
    const out = join(await makeFolder(), 'site')
    const running = start('serve', ['--port', '0', '--chapters', chapters, '--out', out])
    const [printed = ''] = await untilPrinted(running, /http:\S+/)
    await untilPrinted(running, /Собрано/)
    return { chapters, address: new URL(printed), running }
  }

  async function open(address: URL, context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    await page.goto(`${address.origin}/03-echo.html${address.search}`)
    return page
  }

  const lab = (page: Page, figure: string) => page.locator(`${figure} > .lab`)

  test('a newcomer’s path: run, edit, see it go red, mend, break, solve, reload', async () => {
    const { chapters, address } = await serve()
    const page = await open(address, await browser.newContext())
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    expect(page.url()).toBe(`${address.origin}/03-echo.html`)

    const scene = lab(page, 'figure.scene:not(.task)')
    await scene.getByRole('button', { name: '▶ Запустить' }).click()
    await scene.getByText('Вышло то же.').waitFor()
    expect(await scene.locator('.terminal').nth(1).innerText()).toContain('Ответ: ДА')
    expect(await page.locator('figure.picture').count()).toBe(1)

    const shout = page
      .locator('figure.code', { has: page.locator('b', { hasText: 'shout.ts' }) })
      .first()
    await shout.getByRole('button', { name: 'Править' }).click()
    const editor = shout.locator('.cm-content')
    await expect.poll(() => editor.innerText(), LONG).toContain('toUpperCase')
    await editor.press('Control+End')
    await editor.pressSequentially('const wrong: number = "х"')
    await shout.locator('.lab-status.bad').waitFor()
    // Half of the line has other errors.
    await expect
      .poll(() => shout.locator('.lab-status').innerText(), LONG)
      .toContain('строка 2: TS2322: Тип "string"')
    expect(await shout.locator('.cm-lint-marker-error').count()).toBe(1)
    // The chapter's command runs another text than the one in the editor: the page says so.
    const command = shout.locator('.lab-body p code')
    expect(await command.innerText()).toMatch(/^npm run my -- --chapters \S+ 3 shout\.ts$/)
    const own = join(await findWorkspace(chapters), 'echo/shout.ts')
    expect(readFileSync(own, 'utf8')).toContain('const wrong')

    // Another editor may change the file too.
    writeFileSync(own, 'export const shout = (text: string) => text.toLowerCase()\n')
    await expect.poll(() => editor.innerText(), LONG).toContain('toLowerCase')
    await scene.getByRole('button', { name: '▶ Запустить' }).click()
    await scene.getByText('Вышло не то, что в главе.').waitFor()
    expect(await scene.locator('.lab-problems').innerText()).toContain('да')
    await shout.getByRole('button', { name: 'Вернуть авторскую' }).click()
    await expect.poll(() => editor.innerText(), LONG).toContain('toUpperCase')
    await shout.getByRole('button', { name: 'Закрыть' }).click()

    const mutant = lab(page, '.mutant')
    await mutant.getByRole('button', { name: 'Сломать' }).click()
    await mutant.getByText('Поломка замечена: проверки покраснели.').waitFor()

    const task = lab(page, 'figure.scene.task')
    await task.getByRole('button', { name: 'Проверить' }).click()
    await task.getByText('Пока не решена').waitFor()
    expect(await task.locator('.message').innerText()).toMatch(
      /ожидалось: ДА\nполучено: {2}А[\s\S]*строка 6: end\(\)/,
    )
    await task.getByRole('button', { name: 'Решать здесь' }).click()
    const answer = page
      .locator('figure.code', { has: page.locator('b', { hasText: 'echo.ts' }) })
      .last()
      .locator('.cm-content')
    await expect.poll(() => answer.innerText(), LONG).toContain('slice')
    await answer.locator('.cm-line', { hasText: 'slice' }).click()
    await answer.press('End')
    for (const _ of '.slice(1)))') await answer.press('Backspace')
    await answer.pressSequentially('))')
    await task.getByRole('button', { name: 'Проверить' }).click()
    await task.getByText('Задача решена!').waitFor()

    await page.reload()
    await task.getByText('Задача решена!').waitFor()
    await expect.poll(() => answer.innerText(), LONG).not.toContain('slice')
    expect(errors).toEqual([])
  })

  test('by his own hands: all by keyboard, and no terminal keeps the focus', async () => {
    const { address } = await serve()
    const page = await open(address, await browser.newContext())
    const scene = lab(page, 'figure.scene:not(.task)')
    await scene.getByRole('button', { name: 'Самому' }).focus()
    await page.keyboard.press('Enter')
    const screens = scene.locator('.lab-tty')
    await screens.first().locator('.xterm-screen').waitFor()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect.poll(() => screens.first().innerText(), LONG).toContain('Слушаем')
    await page.keyboard.press('Tab')
    await expect
      .poll(() => page.evaluate('document.activeElement?.ariaLabel'))
      .toBe('Терминал 2: ввод')
    await page.keyboard.type('npm run chapter 3 clienX')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('t.ts')
    await page.keyboard.press('Enter')
    await expect.poll(() => screens.nth(1).innerText(), LONG).toContain('Ответ: ДА')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Control+c')
    await expect.poll(() => screens.first().innerText(), LONG).toContain('статус 130')
    await scene.getByRole('button', { name: '■ Остановить' }).click()
    await scene.getByText('Закончено.').waitFor()
    expect(await page.locator('figure.picture').innerText()).toContain('client.ts')
  })

  test('checks that last are stopped, and the next ones run', async () => {
    const { chapters, address } = await serve()
    const page = await open(address, await browser.newContext())
    const task = lab(page, 'figure.scene.task')
    const check = task.getByRole('button', { name: 'Проверить' })
    const stop = task.getByRole('button', { name: '■ Остановить' })
    await check.waitFor()
    expect(await stop.isVisible()).toBe(false)
    await check.click()
    await task.getByText('Пока не решена').waitFor()
    expect(await stop.isVisible()).toBe(false)
    const own = join(await findWorkspace(chapters), 'echo/echo.ts')
    const flag = join(await makeFolder(), 'alive')
    const text = readFileSync(own, 'utf8')
    const hung = [
      "import { writeFileSync } from 'node:fs'",
      `writeFileSync('${flag}', String(process.pid))`,
      'setInterval(() => {}, 1000)',
      '',
    ]
    writeFileSync(own, hung.join('\n'))
    await check.click()
    await vi.waitUntil(() => existsSync(flag), LONG)
    await stop.focus()
    await page.keyboard.press('Enter')
    await task.getByText('Остановлено.').waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Проверить')
    writeFileSync(own, text.replace('.slice(1)', ''))
    await page.keyboard.press('Enter')
    await task.getByText('Задача решена!').waitFor()
  })

  test('without the key the page reads as ever and says where running is; the author’s edits find the reader’s program', async () => {
    const { chapters, address } = await serve()
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(`${address.origin}/03-echo.html`)
    await stranger.getByText('откройте страницу по адресу, который напечатал npm start').waitFor()
    expect(await stranger.locator('.lab').count()).toBe(0)
    await stranger.evaluate(axe.source)
    expect(await stranger.evaluate(RUN_AXE)).toEqual([])
    // It lies over the page: nothing moves when it comes or goes.
    const heading = stranger.locator('h1')
    const before = await heading.boundingBox()
    await stranger.getByRole('button', { name: 'Понятно' }).click()
    expect(await stranger.locator('.lab-note').count()).toBe(0)
    expect(await heading.boundingBox()).toEqual(before)

    const context = await browser.newContext()
    let heard = 0
    context.on('page', (own) =>
      own.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          if (String(payload).startsWith('{"is":"chapter"')) heard += 1
        }),
      ),
    )
    const page = await open(address, context)
    const server = page
      .locator('figure.code', { has: page.locator('b', { hasText: 'server.ts' }) })
      .first()
    await server.getByRole('button', { name: 'Править' }).click()
    const editor = server.locator('.cm-content')
    await expect.poll(() => editor.innerText(), LONG).toContain('createServer')
    await editor.press('Control+End')
    await editor.pressSequentially('// моё')
    await server.getByText('Сохранено, ошибок нет.').waitFor()
    // Whoever goes on typing after a pause still types into the editor, once the page has heard all
    // that his writing has set going.
    for (const letter of ' и ещё') {
      const before = heard
      await page.keyboard.type(letter)
      await vi.waitUntil(() => heard > before, LONG)
    }
    await expect.poll(() => editor.innerText(), LONG).toContain('// моё и ещё')
    const chapter = join(chapters, '03-echo.md')
    const text = readFileSync(chapter, 'utf8')
    writeFileSync(chapter, text.replace('const server =', '// Кричит\nconst server ='))
    await server.getByText('Автор с тех пор изменил эту программу').waitFor({ timeout: 60_000 })
    await expect.poll(() => editor.innerText(), LONG).toContain('// моё')
    const own = readFileSync(join(await findWorkspace(chapters), 'echo/server.ts'), 'utf8')
    expect(own).toContain('// моё')
    expect(own).not.toContain('// Кричит')
  })

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 360],
    ['dark', 360],
  ] as const)(
    'axe finds nothing in any state, %s, %i px wide, and nothing scrolls sideways',
    async (colorScheme, width) => {
      const { address } = await serve()
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
      const page = await open(address, context)
      const scene = lab(page, 'figure.scene:not(.task)')
      await scene.getByRole('button', { name: '▶ Запустить' }).waitFor()
      await page.evaluate(axe.source)
      const look = async (state: string) => {
        expect([state, await page.evaluate(RUN_AXE)]).toEqual([state, []])
        const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
        expect([state, wide]).toEqual([state, false])
      }
      await look('at rest')
      await scene.getByRole('button', { name: '▶ Запустить' }).click()
      await scene.getByText('Вышло то же.').waitFor()
      await look('played')
      const task = lab(page, 'figure.scene.task')
      await task.getByRole('button', { name: 'Решать здесь' }).click()
      await page.locator('.cm-content').waitFor()
      await task.getByRole('button', { name: 'Проверить' }).click()
      await task.getByText('Пока не решена').waitFor()
      await page.locator('.cm-content').press('Control+End')
      await page.locator('.cm-content').pressSequentially('const x: number = ""')
      await page.locator('.cm-lint-marker-error').waitFor()
      await look('edited and checked')
      await scene.getByRole('button', { name: 'Самому' }).click()
      await scene.locator('.xterm-screen').first().waitFor()
      await look('by hand')
      await scene.getByRole('button', { name: '■ Остановить' }).click()
      await scene.getByText('Закончено.').waitFor()
    },
  )
})

/** Beside much else a run may take its time. */
const LONG = { timeout: 90_000 } as const

const RUN_AXE = `axe.run(document, {}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ html }) => id + ': ' + html.slice(0, 200))))`
