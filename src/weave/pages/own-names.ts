import type { Course } from '../../course/types.ts'
import { COMPANIONS, type Companion, nameCompanion } from '../addresses.ts'
import { MARKER } from '../site/marker.ts'

/** What the site calls its own files, whether this course has all of them or not. */
export function listOwnNames({ chapters }: Pick<Course, 'chapters'>): Set<string> {
  const companions = Object.keys(COMPANIONS) as Companion[]
  return new Set([
    MARKER,
    'index.html',
    'claims.html',
    'glossary.html',
    'reference.html',
    nameCompanion('reference', 'texts'),
    'course.html',
    'appendix.html',
    'course.epub',
    '404.html',
    'sitemap.xml',
    'page.js',
    'contents.js',
    'terms.js',
    'search.js',
    'search-index.js',
    'types.js',
    'replay.js',
    'favicon.svg',
    ...chapters.flatMap(({ slug }) => [
      `${slug}.html`,
      ...companions.map((companion) => nameCompanion(slug, companion)),
    ]),
  ])
}
