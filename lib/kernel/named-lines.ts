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

function packed(id: string): string {
  const bytes = id.replaceAll('-', '').replace(/../g, (hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return btoa(bytes).slice(0, PACKED)
}

function unpacked(text: string): string {
  const hex = [...atob(`${text}==`)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
