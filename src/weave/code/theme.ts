import type { ThemeRegistrationRaw } from 'shiki/core'

/** A kind of word in code: how it is written on a page, and its colour in either theme. */
export interface Ink {
  /** A short element without a meaning of its own: a page holds thousands of them. */
  readonly tag: 'b' | 'u' | 'i' | 'a' | 'q'
  readonly light: string
  readonly dark: string
  readonly scopes: readonly string[]
}

/** Few inks make quiet code: operators, punctuation and names of one's own stay plain. */
export const INKS: readonly Ink[] = [
  {
    tag: 'b',
    light: '#a2164e',
    dark: '#ff9bb0',
    scopes: [
      'keyword.control',
      'keyword.operator.new',
      'keyword.operator.expression',
      'keyword.other',
      'storage',
      'constant.language',
      'variable.language',
      'markup.deleted',
    ],
  },
  { tag: 'u', light: '#0b5686', dark: '#93cbff', scopes: ['string', 'markup.inserted'] },
  {
    tag: 'i',
    light: '#59626d',
    dark: '#9aa4b0',
    scopes: ['comment', 'punctuation.definition.comment'],
  },
  {
    tag: 'a',
    light: '#6639a8',
    dark: '#cfb6ff',
    scopes: ['entity.name.function', 'support.function', 'support.type.property-name'],
  },
  {
    tag: 'q',
    light: '#8a4a00',
    dark: '#f2b56b',
    scopes: ['constant.numeric', 'entity.name.type', 'support.class', 'support.type'],
  },
]

/** One theme serves both: its colours are the inks' numbers, 0 for plain text. */
export const THEME: ThemeRegistrationRaw & { readonly name: string } = {
  name: 'inks',
  type: 'light',
  fg: writeColour(0),
  bg: writeColour(0),
  settings: [
    { settings: { foreground: writeColour(0), background: writeColour(0) } },
    ...INKS.map(({ scopes }, index) => ({
      scope: [...scopes],
      settings: { foreground: writeColour(index + 1) },
    })),
    {
      scope: ['meta.template.expression', 'meta.embedded'],
      settings: { foreground: writeColour(0) },
    },
  ],
}

/** The ink of a colour of the theme; nothing for plain text. */
export function findInk(colour: string): Ink | undefined {
  return INKS[Number(colour.slice(1)) - 1]
}

/** The style of highlighted code. */
export function renderColours(): string {
  const rules = INKS.map(({ tag, light, dark }) => `pre ${tag}{color:light-dark(${light},${dark})}`)
  return rules.join('\n')
}

function writeColour(number: number): string {
  return `#${String(number).padStart(6, '0')}`
}
