// What has an id and a name as it travels to the browser: one text, because a page of the desk carries all people and all tags, and
// field names, quotes and the written form of an id would weigh more than the names.

type Named = { readonly id: string; readonly name: string }

/** A line each: id in 22 signs, name. An object, so that parts of a page that are given the same carry it once. */
export type NamedLines = { readonly lines: string }

/** These as one text, in their order. Every id is a UUID. */
export function namedLines(all: readonly Named[]): NamedLines {
  return { lines: all.map(({ id, name }) => packed(id) + name.replaceAll('\n', ' ')).join('\n') }
}

/** What a text holds. */
export function namedOf({ lines }: NamedLines): readonly Named[] {
  if (lines === '') return []
  return lines.split('\n').map((line) => ({ id: unpacked(line.slice(0, PACKED)), name: line.slice(PACKED) }))
}

/** 128 bits at six bits a sign. */
const PACKED = 22

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** The places of a written id before which it has a dash. */
const DASHED = new Set([4, 6, 8, 10])

function packed(id: string): string {
  let bytes = ''
  for (let at = 0; at < id.length; at += 2) {
    if (id[at] === '-') at++
    bytes += String.fromCharCode(Number.parseInt(id.slice(at, at + 2), 16))
  }
  return btoa(bytes).slice(0, PACKED)
}

function unpacked(text: string): string {
  const bytes = atob(`${text}==`)
  let id = ''
  for (let at = 0; at < bytes.length; at++) id += (DASHED.has(at) ? '-' : '') + HEX[bytes.charCodeAt(at)]!
  return id
}
