import type { ServerResponse } from 'node:http'
import type { Pages } from '../../weave/page.ts'

/** What open pages have to know: whether the site changed, and what is wrong with the course. */
export interface LiveState {
  /** Programs can be run from its pages. */
  readonly isAlive: boolean
  /** What the build that is under way does just now; empty when none is. */
  readonly stage: string
  /** Pages that are not written yet, or, of a course with mistakes, never will be. */
  readonly draft: Pages | undefined
  subscribe(response: ServerResponse): void
  /** Tells all open pages how far a build is. */
  report(stage: string): void
  /**
   * Tells all open pages of those that a build has made.
   * @param problems text of what is wrong; empty when all held
   */
  publish(problems: string, made?: Pages): void
  /** The pages that were published are written: the site's folder has them now. */
  settle(): void
}

/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
/** @param isAlive programs can be run from its pages */
export function createLiveState(isAlive = false): LiveState {
  const pages = new Set<ServerResponse>()
  let [problems, stage] = ['', '']
  let draft: Pages | undefined
  const tell = (page: ServerResponse, event: string, text: string) =>
    page.write(`event: ${event}\ndata: ${JSON.stringify(text)}\n\n`)
  const report = (text: string) => {
    stage = text
    for (const page of pages) tell(page, 'stage', stage)
  }
  return {
    isAlive,
    get stage() {
      return stage
    },
    get draft() {
      return draft
    },
    subscribe(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      pages.add(response)
      response.once('close', () => pages.delete(response))
      tell(response, 'state', problems)
      if (stage !== '') tell(response, 'stage', stage)
    },
    report,
    settle() {
      draft = undefined
      stage = ''
    },
    publish(text, made) {
      problems = text
      draft = made
      stage = ''
      for (const page of pages) tell(page, text === '' ? 'reload' : 'state', problems)
    },
  }
}
