import { imageSize } from 'image-size'
import type { ImageSize, ImageSizes, Prose } from './prose.ts'
import { parseReference } from './references.ts'

/** Of a chapter's images, so that a page keeps their room before they are loaded. */
export function measureImages(
  { links }: Prose,
  files: ReadonlyMap<string, Uint8Array>,
): ImageSizes | undefined {
  const sizes = links.flatMap(({ kind, address }) => {
    const reference = parseReference(address)
    if (kind !== 'image' || reference.kind !== 'file') return []
    const size = measure(files.get(reference.path))
    return size === undefined ? [] : [[reference.path, size] as const]
  })
  return sizes.length === 0 ? undefined : Object.fromEntries(sizes)
}

/** A file that is no image, or says nothing of its size, is shown as it comes. */
function measure(content: Uint8Array | undefined): ImageSize | undefined {
  if (content === undefined) return undefined
  try {
    const { width, height } = imageSize(content)
    return { width: Math.round(width), height: Math.round(height) }
  } catch {
    return undefined
  }
}
