import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keyOf, keyOfSources } from './cache-key.ts'
import type { ChapterPage } from './weave/page.ts'
import type { Pages } from './weave/weave.ts'

/** Chapters' pages of an earlier build: what a page shows has not changed, so neither has it. */
export interface PageCache {
  recall(page: ChapterPage): string | undefined
  /** Keeps the pages that were asked for since, and forgets all others. */
  store(pages: Pages): Promise<void>
}

interface Entry {
  readonly key: string
  readonly html: string
}

/** @param folder the course's folder in `build/` */
export async function openPageCache(folder: string): Promise<PageCache> {
  const path = join(folder, 'pages.json')
  const before = await readFile(path, 'utf8').catch(() => '{}')
  const known = parseEntries(before)
  const sources = keyOfSources(['src/course', 'src/weave'])
  const asked = new Map<string, string>()
  return {
    recall(page) {
      const name = `${page.chapter.slug}.html`
      const key = keyOf(sources, page)
      asked.set(name, key)
      return known[name]?.key === key ? known[name].html : undefined
    },
    async store(pages) {
      const entries = [...asked].map(([name, key]) => [name, { key, html: pages.get(name) }])
      const text = JSON.stringify(Object.fromEntries(entries))
      if (text === before) return
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    },
  }
}

function parseEntries(text: string): Readonly<Record<string, Entry>> {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
