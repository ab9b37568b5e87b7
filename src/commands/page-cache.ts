import { join } from 'node:path'
import { readCache, writeCache } from '../cache/file.ts'
import { digest, keyOf, keyOfSources } from '../cache/key.ts'
import type { ChapterPage, RenderedChapter } from '../weave/page.ts'
import { renderChapter } from '../weave/pages/chapter.ts'

/** Chapters' pages of an earlier build: what a page shows has not changed, so neither has it. */
interface PageCache {
  /** Recalls what was made of a chapter, or makes it. */
  render(page: ChapterPage): Promise<RenderedChapter>
  /** Whether there is nothing to make. */
  knows(page: ChapterPage): boolean
  /** Keeps what was asked for since, and forgets all else. */
  store(): Promise<void>
}

interface Entry {
  readonly key: string
  readonly made: RenderedChapter
}

type Entries = Readonly<Record<string, Entry>>

/** @param folder the course's folder in `build/` */
export function openPageCache(folder: string): Promise<PageCache> {
  const path = join(folder, 'pages.json')
  const open = OPEN.get(path) ?? readPageCache(path)
  OPEN.set(path, open)
  return open
}

/** One for each course: `npm start` builds again and again. */
const OPEN = new Map<string, Promise<PageCache>>()

async function readPageCache(path: string): Promise<PageCache> {
  let stored = (await readCache<Entries>(path)) ?? {}
  const sources = keyOfSources(['src/cache', 'src/course', 'src/search', 'src/weave'])
  const asked = new Map<string, Entry>()
  const createKey = ({ chapter, evidence, layout, ...rest }: ChapterPage) =>
    keyOf(sources, [...[chapter, layout].map(digest), evidence, rest])
  const recall = ({ chapter: { slug } }: ChapterPage, key: string) =>
    [asked.get(slug), stored[slug]].find((entry) => entry?.key === key)?.made
  return {
    async render(page) {
      const key = createKey(page)
      const made = recall(page, key) ?? (await renderChapter(page))
      asked.set(page.chapter.slug, { key, made })
      return made
    },
    knows: (page) => recall(page, createKey(page)) !== undefined,
    async store() {
      const entries = Object.fromEntries(asked)
      if (!isSame(entries, stored)) await writeCache(path, entries)
      stored = entries
    },
  }
}

function isSame(some: Entries, others: Entries): boolean {
  const slugs = Object.keys(some)
  if (slugs.length !== Object.keys(others).length) return false
  return slugs.every((slug) => some[slug]?.key === others[slug]?.key)
}
