import type { Chapter } from '../../course/types.ts'

/** What the drawer and the list beside a page show. */
export interface Contents {
  readonly parts: readonly Part[]
  /** Pages that are no chapters. */
  readonly pages: readonly ListedPage[]
}

interface Part {
  readonly title?: string
  readonly chapters: readonly ListedChapter[]
}

export type ListedChapter = Pick<Chapter, 'number' | 'slug' | 'title'>

interface ListedPage {
  readonly path: string
  readonly title: string
}

/** A script that brings the contents before those who show them. */
export function renderContentsScript(
  chapters: readonly Chapter[],
  pages: readonly ListedPage[],
  script: string,
): string {
  const titles = [...new Set(chapters.map(({ part }) => part))]
  const parts = titles.map((title): Part => {
    const own = chapters.filter(({ part }) => part === title)
    const listed = own.map(({ number, slug, title }) => ({ number, slug, title }))
    return { ...(title === undefined ? {} : { title }), chapters: listed }
  })
  return `window.courseContents=${JSON.stringify({ parts, pages })}\n${script}`
}
