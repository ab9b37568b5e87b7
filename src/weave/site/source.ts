import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCache, writeCache } from '../../cache/file.ts'
import { keyOf, keyOfSources } from '../../cache/key.ts'
import { listTree } from '../../files/list-tree.ts'
import { ROOT } from '../../files/root.ts'
import type { SiteSource } from '../page.ts'

const SITE = join(ROOT, 'site')

/** What compilers have made of it is kept: none is started while it stays as it was. */
export async function readSource(): Promise<SiteSource> {
  const key = await createKey()
  const known = last?.key === key ? last : await readCache<Entry>(CACHE)
  if (known?.key === key) {
    last = known
    return known.source
  }
  const { makeSource } = await import('./make-source.ts')
  last = { key, source: await makeSource(SITE) }
  // Where nothing can be written it is made again.
  await writeCache(CACHE, last).catch(() => undefined)
  return last.source
}

interface Entry {
  readonly key: string
  readonly source: SiteSource
}

/** What this process knows of it: `npm start` makes pages again and again. */
let last: Entry | undefined

const CACHE = join(ROOT, 'build/site.json')

/** What the site's scripts take from the engine. */
const SHARED = ['src/search', 'src/course/tips.ts', 'src/weave/site']

async function createKey(): Promise<string> {
  const { files } = listTree([SITE], [join(SITE, 'dist'), join(SITE, 'screenshots')])
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return keyOf(keyOfSources(SHARED), [files.map((file) => file.slice(SITE.length)), texts])
}
