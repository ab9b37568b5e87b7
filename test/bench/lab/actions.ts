import type { Page, WebSocket } from 'playwright-core'

const SCENE = 'figure.scene:not(.task) > .lab'
const TASK = 'figure.scene.task > .lab'

/** From ▶ to the first line that a program has printed; the run is stopped then. Milliseconds. */
export async function measureRun(page: Page): Promise<number> {
  const scene = page.locator(SCENE)
  await scene.getByRole('button', { name: '▶ Запустить' }).waitFor()
  const time = await page.evaluate<number>(clickAndWait(SCENE, '▶', 'Слушаем'))
  await scene.getByRole('button', { name: '▶ Запустить' }).waitFor()
  return time
}

/** Clicks in the page itself and waits for a text there: the driver's own way costs time too. */
function clickAndWait(where: string, button: string, text: string): string {
  return `new Promise((resolve) => {
    const root = document.querySelector(${JSON.stringify(where)})
    const begin = performance.now()
    const watch = new MutationObserver(() => {
      if (!root.querySelector('.lab-body').textContent.includes(${JSON.stringify(text)})) return
      watch.disconnect()
      resolve(performance.now() - begin)
    })
    watch.observe(root, { childList: true, subtree: true, characterData: true })
    for (const one of root.querySelectorAll('button'))
      if (one.textContent.startsWith(${JSON.stringify(button)})) one.click()
  })`
}

/** From a key pressed to the compiler's complaint of it, and back to none; milliseconds. */
export async function measureTypes(page: Page, times: number): Promise<number[]> {
  const shout = page
    .locator('figure.code', { has: page.locator('b', { hasText: 'shout.ts' }) })
    .first()
  await shout.getByRole('button', { name: 'Править' }).click()
  const editor = shout.locator('.cm-content')
  await shout.getByText('Сохранено, ошибок нет.').or(editor).first().waitFor()
  await editor.press('Control+End')
  const status = shout.locator('.lab-status')
  await editor.pressSequentially('\nexport const a = 1')
  await status.filter({ hasText: 'ошибок нет' }).waitFor()
  const all: number[] = []
  for (let time = 0; time < times; time++) {
    await editor.press('Backspace')
    await editor.press('x')
    const begin = performance.now()
    await status.filter({ hasText: 'TS2304' }).waitFor()
    all.push(performance.now() - begin)
    await editor.press('Backspace')
    await editor.press('1')
    await status.filter({ hasText: 'ошибок нет' }).waitFor()
  }
  await shout.getByRole('button', { name: 'Вернуть авторскую' }).click()
  await shout.getByRole('button', { name: 'Закрыть' }).click()
  return all
}

/** From «Проверить» to the verdict, without the time of the checks themselves; milliseconds. */
export async function measureChecks(page: Page): Promise<number> {
  const task = page.locator(TASK)
  const verdict = hearAttempt(page)
  const begin = performance.now()
  await task.getByRole('button', { name: 'Проверить' }).click()
  const checks = await verdict
  const time = performance.now() - begin
  return time - checks.reduce((sum, { duration }) => sum + duration, 0)
}

interface Attempt {
  readonly is: string
  readonly result?: { readonly checks: readonly { readonly duration: number }[] }
}

const sockets = new WeakMap<Page, WebSocket>()

/** Call it before the page is opened: it must see the page's socket. */
export function watchSockets(page: Page): void {
  page.on('websocket', (socket) => sockets.set(page, socket))
}

function hearAttempt(page: Page): Promise<readonly { readonly duration: number }[]> {
  const socket = sockets.get(page)
  if (socket === undefined) throw new Error('страница ни с кем не соединена')
  return new Promise((resolve) => {
    const hear = ({ payload }: { payload: string | Buffer }) => {
      const { is, result } = JSON.parse(String(payload)) as Attempt
      if (is !== 'attempt' || result === undefined) return
      socket.off('framereceived', hear)
      resolve(result.checks)
    }
    socket.on('framereceived', hear)
  })
}
