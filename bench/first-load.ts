// What a browser must load before anything can be done: the scripts that a page's HTML names, as they travel with gzip.
import { gzipSync } from 'node:zlib'
import figure from './first-load.json' with { type: 'json' }

/** The bare framework's scripts, measured with this version of Next. `npm run bench` measures again. */
export const BARE: { readonly next: string; readonly bytes: number } = figure

/** How much more than the bare framework a page may load. */
export const BUDGETS = { portal: 60_000, desk: 140_000 } as const

/** Addresses of the scripts that a browser of today loads for this HTML. */
export function scriptsOf(html: string): string[] {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag)
  const loaded = tags.flatMap((tag) => {
    if (/^<script\b/.test(tag)) return /\bnomodule\b/i.test(tag) ? [] : (/\bsrc="([^"]+)"/.exec(tag)?.[1] ?? [])
    return /\bas="script"/.test(tag) || /\brel="modulepreload"/.test(tag) ? (/\bhref="([^"]+)"/.exec(tag)?.[1] ?? []) : []
  })
  return [...new Set(loaded.map((address) => address.replaceAll('&amp;', '&')))]
}

/** Bytes of a page's scripts with gzip; `load` reads one by its address. */
export async function firstLoadBytes(html: string, load: (address: string) => Promise<Uint8Array>): Promise<number> {
  const scripts = scriptsOf(html)
  if (scripts.length === 0) throw new Error('this page names no script: it cannot be one of ours')
  const sizes = await Promise.all(scripts.map(async (address) => gzipSync(await load(address)).length))
  return sizes.reduce((sum, size) => sum + size, 0)
}
