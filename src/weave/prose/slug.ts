/** A heading's anchor, made as code hosts make it, so that links work there too: `d-2d-и-3d`. */
function createSlug(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
    .replaceAll(' ', '-')
}

/**
 * Gives each heading its own anchor: a second «Итог» becomes `итог-1`. None begins with `_`: so
 * does all that is the page's own.
 * @param reserved anchors of something else
 */
export function createSlugs(
  texts: readonly string[],
  reserved: ReadonlySet<string> = new Set(),
): string[] {
  const taken = new Set(reserved)
  return texts.map((text) => {
    const slug = createSlug(text).replace(/^_+/, '') || 'раздел'
    let free = slug
    for (let n = 1; taken.has(free); n += 1) free = `${slug}-${n}`
    taken.add(free)
    return free
  })
}
