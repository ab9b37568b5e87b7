import type { ThemeRegistrationRaw } from 'shiki/core'
import dark from 'shiki/themes/github-dark-default.mjs'
import light from 'shiki/themes/github-light-default.mjs'

/**
 * The two GitHub themes have the same rules with different colours: merged into one whose colours
 * are numbers, so that one pass of highlighting serves both.
 */
export interface MergedTheme {
  readonly theme: ThemeRegistrationRaw & { readonly name: string }
  /** The n-th colour of each theme; the first one is plain text. */
  readonly colours: readonly ColourPair[]
}

export interface ColourPair {
  readonly light: string
  readonly dark: string
}

/** The style of highlighted code: a class for each pair of colours. */
export function renderColours({ colours }: MergedTheme): string {
  return colours
    .map((pair, index) => `.${nameColour(index)}{color:light-dark(${pair.light},${pair.dark})}`)
    .slice(1)
    .join('\n')
}

/** The class of a colour: `k3`. */
export function nameColour(index: number): string {
  return `k${index}`
}

/** The merged theme's colour as its number. */
export function readColour(colour: string): number {
  return Number(colour.slice(1))
}

export const THEME: MergedTheme = mergeThemes(light, dark)

function mergeThemes(day: ThemeRegistrationRaw, night: ThemeRegistrationRaw): MergedTheme {
  const colours: ColourPair[] = []
  const number = (pair: ColourPair): string => {
    const known = colours.findIndex((c) => c.light === pair.light && c.dark === pair.dark)
    const index = known === -1 ? colours.push(pair) - 1 : known
    return `#${String(index).padStart(6, '0')}`
  }
  const plain = number({ light: readForeground(day), dark: readForeground(night) })
  const settings = (day.tokenColors ?? []).flatMap((rule, index) => {
    const [light, dark] = [rule, night.tokenColors?.[index]].map((r) => r?.settings.foreground)
    if (light === undefined || dark === undefined) return []
    return [
      { scope: rule.scope ?? [], settings: { foreground: number({ light: darken(light), dark }) } },
    ]
  })
  const base = { settings: { foreground: plain, background: plain } }
  const theme = { name: 'merged', type: 'light' as const, fg: plain, bg: plain }
  return { theme: { ...theme, settings: [base, ...settings] }, colours }
}

function readForeground(theme: ThemeRegistrationRaw): string {
  return theme.colors?.['editor.foreground'] ?? ''
}

/** Comments of the light theme are too pale for marked lines, which are not white. */
function darken(colour: string): string {
  return colour === '#6e7781' ? '#59636e' : colour
}
