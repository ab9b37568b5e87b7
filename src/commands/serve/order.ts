import type { Chapter } from '../../course/types.ts'

/** How many chapters run at once when nobody waits for one of them. */
const TOGETHER = 3

/**
 * Which chapters are run next: the one that is being read has the machine for itself.
 * @param open paths of pages that are open, the last opened first: `04-life.checks.html`
 */
export function chooseNext(left: readonly Chapter[], open: readonly string[]): readonly Chapter[] {
  const [read] = sortByReading(left, open)
  return read !== undefined && isOpen(read, open) ? [read] : left.slice(0, TOGETHER)
}

/** Those that are open first, the others in the order of reading. */
export function sortByReading(
  chapters: readonly Chapter[],
  open: readonly string[],
): readonly Chapter[] {
  const place = ({ slug }: Chapter) => open.map(readSlug).indexOf(slug)
  const opened = chapters.filter((chapter) => isOpen(chapter, open))
  return [
    ...opened.sort((a, b) => place(a) - place(b)),
    ...chapters.filter((chapter) => !opened.includes(chapter)),
  ]
}

function isOpen({ slug }: Chapter, open: readonly string[]): boolean {
  return open.map(readSlug).includes(slug)
}

function readSlug(path: string): string {
  return path.split('.')[0] ?? ''
}
