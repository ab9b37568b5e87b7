import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keyOf, keyOfSources } from './cache-key.ts'
import { renderChapter } from './weave/chapter.ts'
import type { ChapterFiles, ChapterPage } from './weave/page.ts'

/** Chapters' pages of an earlier build: what a page shows has not changed, so neither has it. */
export interface PageCache {
  /** Recalls a chapter's pages, or makes them. */
  render(page: ChapterPage): Promise<ChapterFiles>
  /** Keeps what was asked for since, and forgets all else. */
  store(): Promise<void>
}

interface Entry {
  readonly key: string
  readonly files: ChapterFiles
}

/** @param folder the course's folder in `build/` */
export async function openPageCache(folder: string): Promise<PageCache> {
  const path = join(folder, 'pages.json')
  const before = await readFile(path, 'utf8').catch(() => '{}')
  const known = parseEntries(before)
  const sources = keyOfSources(['src/course', 'src/search', 'src/weave'])
  const asked = new Map<string, Entry>()
  return {
    async render(page) {
      const { slug } = page.chapter
      const key = keyOf(sources, page)
      const files = known[slug]?.key === key ? known[slug].files : await renderChapter(page)
      asked.set(slug, { key, files })
      return files
    },
    async store() {
      const text = JSON.stringify(Object.fromEntries(asked))
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
