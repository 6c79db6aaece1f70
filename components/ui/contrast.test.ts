import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// The tokens of app/globals.css, read as they are shipped: WCAG 2.2 AA in both themes.
const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w+), (#\w+)\)/g)].map(([, name, light, dark]) => [name, { light, dark }]),
)

type Theme = 'light' | 'dark'

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(full.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(theme: Theme, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => luminance(tokens.get(name)?.[theme] ?? ''))
  return (Math.max(a ?? 0, b ?? 0) + 0.05) / (Math.min(a ?? 0, b ?? 0) + 0.05)
}

const TONES = ['l1', 'l2', 'l3', 'l4', 'ok', 'warn', 'accent']
const GROUNDS = ['bg', 'surface', 'sunken']
const SOFT = TONES.map((tone) => `${tone}-soft`)

const TEXT: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) => [...GROUNDS, ...SOFT].map((ground): [string, string] => [ink, ground])),
  ...TONES.flatMap((tone) => [...GROUNDS, 'accent-soft', `${tone}-soft`].map((ground): [string, string] => [tone, ground])),
  ...SOFT.map((ground): [string, string] => ['accent', ground]),
  ['accent-ink', 'accent'],
  ['surface', 'l1'],
  ['bg', 'ink'],
  ['mark-ink', 'mark'],
]
const SHAPES = ['control', 'focus', 'meter-ok', 'meter-warn', 'meter-hot', 'accent'].flatMap((shape) =>
  GROUNDS.map((ground): [string, string] => [shape, ground]),
)

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(TEXT)('%s can be read on %s', (text, ground) => {
    expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPES)('%s can be told from %s', (shape, ground) => {
    expect(contrast(theme, shape, ground)).toBeGreaterThanOrEqual(3)
  })
})
