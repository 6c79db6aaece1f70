import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Noto Sans in parts, the first that has a letter writes it: Latin with macrons, Cyrillic, Greek, Vietnamese. */
const PARTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese']
const WEIGHTS = [400, 700] as const
const packageOf = (name: string) => path.join(process.cwd(), 'node_modules', '@fontsource', name)

/** A family to be registered: a file for each weight. */
export type FontFamily = { readonly family: string; readonly fonts: readonly { src: string; fontWeight: 400 | 700 }[] }

/** The families that write this text, in the order in which a letter is looked for. Japanese comes in many small parts: those it needs. */
export function familiesFor(text: string): FontFamily[] {
  const needed = new Set([...text].map((letter) => letter.codePointAt(0)!).filter((code) => code >= 0x2e80))
  const japanese = needed.size === 0 ? [] : japaneseParts().filter(({ holds }) => [...needed].some(holds))
  return [...PARTS.map((part) => familyOf('noto-sans', part)), ...japanese.map(({ part }) => familyOf('noto-sans-jp', part))]
}

function familyOf(name: string, part: string): FontFamily {
  const src = (weight: number) => path.join(packageOf(name), 'files', `${name}-${part}-${weight}-normal.woff`)
  return { family: `${name}-${part}`, fonts: WEIGHTS.map((fontWeight) => ({ src: src(fontWeight), fontWeight })) }
}

type Part = { readonly part: string; readonly holds: (code: number) => boolean }
let parts: Part[] | undefined

function japaneseParts(): Part[] {
  parts ??= Object.entries(
    JSON.parse(readFileSync(path.join(packageOf('noto-sans-jp'), 'unicode.json'), 'utf8')) as Record<string, string>,
  ).flatMap(([name, ranges]) => {
    const part = name.replace(/[[\]]/g, '')
    const spans = ranges.split(',').map((range) =>
      range
        .replace('U+', '')
        .split('-')
        .map((hex) => Number.parseInt(hex, 16)),
    )
    const holds = (code: number) => spans.some(([from, to]) => code >= from! && code <= (to ?? from!))
    return /^\d+$/.test(part) ? [{ part, holds }] : []
  })
  return parts
}
