import type { ServerResponse } from 'node:http'

/** What open pages have to know: whether the site changed, and what is wrong with the course. */
export interface LiveState {
  /** Text of the last build's problems; empty when it held. */
  readonly problems: string
  subscribe(response: ServerResponse): void
  /** Tells all open pages of a finished build. */
  publish(problems: string): void
}

/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function createLiveState(): LiveState {
  const pages = new Set<ServerResponse>()
  let problems = ''
  const tell = (page: ServerResponse, event: string) =>
    page.write(`event: ${event}\ndata: ${JSON.stringify(problems)}\n\n`)
  return {
    get problems() {
      return problems
    },
    subscribe(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      pages.add(response)
      response.once('close', () => pages.delete(response))
      tell(response, 'state')
    },
    publish(text) {
      problems = text
      for (const page of pages) tell(page, text === '' ? 'reload' : 'state')
    },
  }
}
