/** What a doc comment says: a Russian sentence or more, English detail, errors, manual pages. */
export function splitComment(body: string) {
  const text = body
    .replace(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
  const sentences = text.split(/(?<=[.!?]) (?=[\p{Lu}`@(]|[a-z_]+\(\d\))/u)
  const foreign = sentences.findIndex((sentence) => !/\p{Script=Cyrillic}/u.test(sentence))
  const cut = foreign === -1 ? sentences.length : foreign
  return {
    summary: sentences.slice(0, cut).join(' '),
    detail: sentences
      .slice(cut)
      .join(' ')
      .replace(/@param (\w+) /g, '`$1`: '),
    errors: readErrors(text),
    ...readKin(text),
    manuals: [...new Set(text.match(/\b[a-z_][a-z0-9_]*\([237]\)/g) ?? [])],
  }
}

/** The names that follow `Errors:`, up to the end of what is said of them. */
function readErrors(text: string): string[] {
  const [, said = ''] = /Errors: (.*)$/.exec(text) ?? []
  return [...new Set(said.match(/\bE[A-Z]{2,}\w*\b|\bERR_\w+|\bTimeoutError\b/g) ?? [])]
}

/** The call whose errors these are too: «as for `recv`», «As `recv`, but …». */
function readKin(text: string): { kin?: string } {
  const [, kin] = /\bas for `(\w+)`/.exec(text) ?? /\bAs `(\w+)`, but/.exec(text) ?? []
  return kin === undefined ? {} : { kin }
}
