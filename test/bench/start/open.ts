import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Browser } from 'playwright-core'

/**
 * Starts a server of pages and opens one of them.
 * @param shown what has to be on the page, a selector
 * @returns milliseconds from the command to that
 */
export async function measureOpening(
  browser: Browser,
  server: { readonly cwd: string; readonly argv: readonly [string, ...string[]] },
  page: { readonly name: string; readonly shown: string; readonly timeout?: number },
): Promise<number> {
  const tab = await browser.newPage()
  const begin = performance.now()
  const { CI: _, ...env } = process.env
  const [command, ...args] = server.argv
  const child = spawn(command, args, {
    cwd: server.cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const end = once(child, 'close')
  try {
    await tab.goto(new URL(page.name, await readAddress(child)).href, { waitUntil: 'commit' })
    await tab
      .locator(page.shown)
      .first()
      .waitFor({
        state: 'attached',
        ...(page.timeout === undefined ? {} : { timeout: page.timeout }),
      })
    return performance.now() - begin
  } finally {
    process.kill(-(child.pid as number), 'SIGKILL')
    await end
    await tab.close()
  }
}

async function readAddress({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('нет вывода')
  for await (const line of createInterface({ input: stdout })) {
    const [address] =
      /http:\/\/localhost:\d+\//.exec(line.replaceAll('\x1b[1m', '').replaceAll('\x1b[22m', '')) ??
      []
    if (address !== undefined) return address
  }
  throw new Error('сервер кончился без адреса')
}
