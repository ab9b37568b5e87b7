import { join } from 'node:path'
import { readCache, writeCache } from '../cache/file.ts'
import { digest, keyOf, keyOfSources } from '../cache/key.ts'
import type { ChapterFiles, ChapterPage } from '../weave/page.ts'
import { renderChapter } from '../weave/pages/chapter.ts'

/** Chapters' pages of an earlier build: what a page shows has not changed, so neither has it. */
interface PageCache {
  /** Recalls a chapter's pages, or makes them. */
  render(page: ChapterPage): Promise<ChapterFiles>
  /** Keeps what was asked for since, and forgets all else. */
  store(): Promise<void>
}

interface Entry {
  readonly key: string
  readonly files: ChapterFiles
}

type Entries = Readonly<Record<string, Entry>>

/** @param folder the course's folder in `build/` */
export async function openPageCache(folder: string): Promise<PageCache> {
  const path = join(folder, 'pages.json')
  const known = STORED.get(path) ?? (await readCache<Entries>(path)) ?? {}
  const sources = keyOfSources(['src/cache', 'src/course', 'src/search', 'src/weave'])
  const asked = new Map<string, Entry>()
  return {
    async render(page) {
      const { chapter, evidence, layout, ...rest } = page
      const { slug } = chapter
      const parts = [chapter, layout].map(digest)
      const key = keyOf(sources, [...parts, evidence, rest])
      const files = known[slug]?.key === key ? known[slug].files : await renderChapter(page)
      asked.set(slug, { key, files })
      return files
    },
    async store() {
      const entries = Object.fromEntries(asked)
      STORED.set(path, entries)
      if (!isSame(entries, known)) await writeCache(path, entries)
    },
  }
}

/** What this process has written: `npm start` builds again and again. */
const STORED = new Map<string, Entries>()

function isSame(some: Entries, others: Entries): boolean {
  const slugs = Object.keys(some)
  if (slugs.length !== Object.keys(others).length) return false
  return slugs.every((slug) => some[slug]?.key === others[slug]?.key)
}
