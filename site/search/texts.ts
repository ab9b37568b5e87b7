import type { SectionText } from '../../src/search/section.ts'

/** Page → the texts of its sections, in their order. */
const LOADED = new Map<string, Promise<readonly SectionText[]>>()
const WAITING = new Map<string, (texts: readonly SectionText[]) => void>()

/** What stands under the headings of a page; nothing where it cannot be loaded. */
export function loadTexts(page: string): Promise<readonly SectionText[]> {
  const known = LOADED.get(page) ?? load(page)
  LOADED.set(page, known)
  return known
}

/** What such a script calls. */
export function receiveTexts(texts: readonly SectionText[]): void {
  WAITING.get((document.currentScript as HTMLScriptElement).src)?.(texts)
}

/** Pages opened from the disk may not fetch; a script they may load. */
function load(page: string): Promise<readonly SectionText[]> {
  return new Promise((resolve) => {
    const script = document.createElement('script')
    script.src = page.replace(/\.html$/, '.texts.js')
    script.onerror = () => resolve([])
    WAITING.set(script.src, resolve)
    document.head.append(script)
  })
}
