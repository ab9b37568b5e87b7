/**
 * What is left of a word when it is spelt by ear, in either alphabet: `accept` and «аксепт»,
 * «очередь» and `ochered` are alike.
 */
export function soundOut(word: string): string {
  const heard = SPELLINGS.reduce((text, [letters, sound]) => text.replace(letters, sound), word)
  return heard.replace(/(.)\1+/g, '$1')
}

/** In this order; vowels are heard too differently to count. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/дж|zh|ж/g, 'j'],
  [/ck|кк/g, 'k'],
  [/ch|ч/g, '4'],
  [/sh|[шщ]/g, '6'],
  [/kh|х/g, 'h'],
  [/ph|ф/g, 'f'],
  [/gh|th(?=s)/g, ''],
  [/th|т/g, 't'],
  [/ts|c(?=[eiy])|[цсзz]/g, 's'],
  [/x/g, 'ks'],
  [/qu?|[cк]/g, 'k'],
  [/(?<=[aeo])w(?![aeiou])/g, ''],
  [/[wв]/g, 'v'],
  [/б/g, 'b'],
  [/г/g, 'g'],
  [/д/g, 'd'],
  [/л/g, 'l'],
  [/м/g, 'm'],
  [/н/g, 'n'],
  [/п/g, 'p'],
  [/р/g, 'r'],
  [/[aeiouyаеиоуыэюяйьъ]/g, ''],
]

/** Fewer sounds than this are not enough to know a word by. */
const FEWEST = 3

/** Finds words of the other alphabet that sound alike. */
export function createEar(terms: () => Iterable<string>): (word: string) => readonly string[] {
  let known: Map<string, string[]> | undefined
  return (word) => {
    const sound = soundOut(word)
    if (sound.length < FEWEST) return []
    known ??= collect(terms())
    return (known.get(sound) ?? []).filter((term) => isRussian(term) !== isRussian(word))
  }
}

function collect(terms: Iterable<string>): Map<string, string[]> {
  const sounds = new Map<string, string[]>()
  for (const term of terms) {
    const sound = soundOut(term)
    if (/^[a-z4-6]+$/.test(sound)) sounds.set(sound, [...(sounds.get(sound) ?? []), term])
  }
  return sounds
}

function isRussian(word: string): boolean {
  return /[а-я]/.test(word)
}
