import { extname } from 'node:path'
import { imageSize } from 'image-size'
import type { Problem } from '../../course/types.ts'
import { findPlace } from './link-place.ts'
import type { ReadChapter } from './links.ts'
import { parseReference } from './references.ts'

/** Pictures that a browser would show as a broken one, or not whole. */
export function checkImages(
  chapters: readonly ReadChapter[],
  files: ReadonlyMap<string, Uint8Array>,
): Problem[] {
  return chapters.flatMap(({ chapter, prose }) =>
    prose.links.flatMap(({ kind, address }, index): Problem[] => {
      const reference = parseReference(address)
      const path = kind === 'image' && reference.kind === 'file' ? reference.path : ''
      const content = files.get(path)
      const fault = content && findFault(path, Buffer.from(content))
      if (fault === undefined) return []
      const fact = `картинка ${path} испорчена: ${fault}`
      const place = findPlace(chapter, prose.links, index)
      return [{ place, fact, remedy: 'Сохраните её заново.' }]
    }),
  )
}

function findFault(path: string, content: Buffer): string | undefined {
  if (content.length === 0) return 'файл пуст'
  const kind = extname(path).slice(1).toLowerCase()
  if (kind === 'svg') return findSvgFault(content.toString('utf8'))
  try {
    const { type = '' } = imageSize(content)
    const named = kind === 'jpeg' ? 'jpg' : kind
    if (type !== named && type in ENDS && named in ENDS) return `внутри не ${named}, а ${type}`
    return ENDS[type]?.(content) === false ? 'файл обрывается' : undefined
  } catch {
    return 'это не картинка'
  }
}

/** Whether the file goes on to its end, by the mark that its kind ends with. */
const ENDS: Readonly<Record<string, (content: Buffer) => boolean>> = {
  png: (content) => content.subarray(-64).includes('IEND'),
  jpg: (content) => content.subarray(-4096).includes(Buffer.from([0xff, 0xd9])),
  gif: (content) => content.subarray(-16).includes(0x3b),
  webp: (content) => content.length >= content.readUInt32LE(4) + 8,
}

/** Comments, data, declarations: what lies between tags and is none. */
const NO_TAGS = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![A-Z][^>]*>/g

const TAG = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g

/** An image must be well-formed, as XML has it: browsers show nothing of one that is not. */
function findSvgFault(text: string): string | undefined {
  const source = text.replace(/^\uFEFF/, '').replace(NO_TAGS, '')
  const open: string[] = []
  let first: string | undefined
  for (const [, slash, name = '', , alone] of source.matchAll(TAG)) {
    first ??= name
    if (slash === '/' && open.pop() !== name) return `тег </${name}> закрывает не то, что открыто`
    if (slash === '' && alone === '') open.push(name)
  }
  if (first !== 'svg') return 'в ней нет тега <svg>'
  if (open.length > 0) return `тег <${open.at(-1)}> не закрыт`
  return source.replace(TAG, '').includes('<') ? 'это не XML' : undefined
}
