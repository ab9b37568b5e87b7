import { readdirSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { createLiveState } from '../../src/commands/serve/live-state.ts'
import { serveSite } from '../../src/commands/serve/site-server.ts'
import { ROOT } from '../../src/files/root.ts'

/** The real site, as `npm run build` has left it. */
export const SITE = join(ROOT, 'site/dist')

/** Pages of chapters: `01-what-is-a-socket.html`. */
export const CHAPTERS = listPages().filter((name) => /^\d\d+-[^.]+\.html$/.test(name))

export function listPages(): string[] {
  return readdirSync(SITE)
    .filter((name) => name.endsWith('.html'))
    .sort()
}

/** The site behind the server of `npm start`, and what its pages hear. */
export async function openSite() {
  const state = createLiveState()
  const server: Server = await serveSite(SITE, 0, state)
  return {
    state,
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Collects requests to other hosts, failed ones, and errors of scripts. */
export function listen(page: Page): string[] {
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
