import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { INKS } from '../../../src/weave/code/theme.ts'

const STYLE = readFileSync(new URL('../../../site/style.css', import.meta.url), 'utf8')

/** A colour of the style sheet, by its variable, in both themes. */
function readVariable(name: string): { light: string; dark: string } {
  const [, value = ''] = new RegExp(`--${name}:\\s*([^;]+);`).exec(STYLE) ?? []
  const [, light = value, dark = value] = /light-dark\((\S+),\s*(\S+)\)/.exec(value) ?? []
  return { light, dark }
}

function readContrast(a: string, b: string): number {
  const [high = 0, low = 0] = [readLuminance(a), readLuminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function readLuminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

test('highlighted code can be read on every ground that it stands on, in both themes', () => {
  expect(INKS.length).toBeGreaterThan(3)
  for (const ground of ['box', 'added', 'gone'].map(readVariable)) {
    for (const { light, dark } of INKS) {
      expect(readContrast(light, ground.light), `${light} on ${ground.light}`).toBeGreaterThan(4.5)
      expect(readContrast(dark, ground.dark), `${dark} on ${ground.dark}`).toBeGreaterThan(4.5)
    }
  }
})

test.each([
  ['ink', 'paper'],
  ['ink', 'box'],
  ['ink', 'gone'],
  ['faint', 'paper'],
  ['faint', 'box'],
  ['faint', 'added'],
  ['faint', 'gone'],
  ['link', 'paper'],
  ['label-ink', 'label'],
  ['ink', 'code'],
  ['ink', 'added'],
  ['good', 'box'],
  ['bad', 'box'],
  ['bad', 'paper'],
  ['tty-ink', 'tty'],
  ['tty-faint', 'tty'],
  ['tty-faint', 'tty-bar'],
  ['tty-typed', 'tty'],
  ['tty-command', 'tty'],
])('%s can be read on %s', (ink, ground) => {
  const [over, under] = [readVariable(ink), readVariable(ground)]
  expect(readContrast(over.light, under.light)).toBeGreaterThan(4.5)
  expect(readContrast(over.dark, under.dark)).toBeGreaterThan(4.5)
})
