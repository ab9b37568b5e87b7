import type { ServerResponse } from 'node:http'
import type { Pages } from '../../weave/page.ts'
import { nameVersion } from './live-page.ts'

/** What open pages have to know: what they are now, and what is wrong with the course. */
export interface LiveState {
  /** Programs can be run from its pages. */
  readonly isAlive: boolean
  /** What the build that is under way does just now; empty when none is. */
  readonly stage: string
  /** The pages as far as they are known; nothing until there are any. */
  readonly pages: Pages | undefined
  /** The pages that browsers have open or load, by path: the last opened first. */
  readonly open: readonly string[]
  /** Resolves when there is something to show, be it only what is wrong. */
  readonly ready: Promise<void>
  /**
   * A browser wants this page: it counts as open until it subscribes or another one is wanted.
   * @param path within the site
   */
  expect(path: string): void
  /** @param path of the page that asks, within the site */
  subscribe(response: ServerResponse, path: string): void
  /** Tells all open pages how far a build is. */
  report(stage: string): void
  /**
   * Tells open pages that they are others now.
   * @param problems text of what is wrong; empty when all held
   */
  publish(problems: string, made?: Pages): void
}

/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
/** @param isAlive programs can be run from its pages */
export function createLiveState(isAlive = false): LiveState {
  const open = new Map<ServerResponse, string>()
  let wanted: string | undefined
  const { promise: ready, resolve } = createPromise()
  let [problems, stage] = ['', '']
  let pages: Pages | undefined
  const tell = (page: ServerResponse, event: string, text: string) =>
    page.write(`event: ${event}\ndata: ${JSON.stringify(text)}\n\n`)
  const tellVersion = (page: ServerResponse, path: string) => {
    const content = pages?.get(path)
    if (content !== undefined) tell(page, 'page', nameVersion(String(content)))
  }
  const report = (text: string) => {
    if (text === stage) return
    stage = text
    for (const page of open.keys()) tell(page, 'stage', stage)
  }
  return {
    isAlive,
    get stage() {
      return stage
    },
    get pages() {
      return pages
    },
    get open() {
      const subscribed = [...open.values()].reverse()
      return wanted === undefined ? subscribed : [wanted, ...subscribed]
    },
    ready,
    expect(path) {
      wanted = path
    },
    subscribe(response, path) {
      if (path === wanted) wanted = undefined
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      open.set(response, path)
      response.once('close', () => open.delete(response))
      tell(response, 'state', problems)
      tell(response, 'stage', stage)
      tellVersion(response, path)
    },
    report,
    publish(text, made = pages) {
      const before = pages
      pages = made
      const isReload = hasOtherFiles(before, made)
      for (const [page, path] of open) {
        if (isReload) tell(page, 'reload', '')
        if (text !== problems) tell(page, 'state', text)
        if (before?.get(path) !== pages?.get(path)) tellVersion(page, path)
      }
      problems = text
      resolve()
    },
  }
}

/** Whether what pages load beside their text has become another: pictures, the script of all pages. */
function hasOtherFiles(before: Pages = new Map(), after: Pages = new Map()): boolean {
  return [...after].some(([path, content]) => {
    const old = before.get(path)
    if (old === undefined || (typeof content === 'string' && path !== 'page.js')) return false
    return Buffer.compare(Buffer.from(old as string), Buffer.from(content as string)) !== 0
  })
}

function createPromise(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
