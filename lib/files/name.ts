// The name of a file: normalised first, validated after (AB-042), and how it travels in a header. It is only ever shown; where
// a file lies has nothing to do with it.

/** Bytes of UTF-8 that a name may have; every file system takes 255. */
const MAX_BYTES = 200
const FALLBACK = 'file'

// Invisible and direction characters, controls, private use, unassigned, surrogates: none helps a reader, all can mislead one.
const UNSEEN = /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu
const SEPARATORS = /[/\\:*?"<>|]/g
const EDGES = /^[\s._-]+|[\s.]+$/g
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i
const encoder = new TextEncoder()

/**
 * A name that is safe to show, to send in a header and to save on any system: NFKC, one line, no separators, no leading dots, at
 * most 200 bytes with its extension kept. Never empty. Given its own answer, it answers the same.
 */
export function normaliseFileName(raw: string): string {
  let name = raw.slice(0, 4_000)
  for (let round = 0; round < 8; round++) {
    const before = name
    name = cut(tidy(name.normalize('NFKC').replace(UNSEEN, '').normalize('NFKC')))
    if (name === before) return name
  }
  return FALLBACK
}

/** Whether a name is one that `normaliseFileName` gives. */
export function isFileName(name: string): boolean {
  return name !== '' && name === normaliseFileName(name)
}

function tidy(name: string): string {
  const plain = name.replace(SEPARATORS, '_').replace(/\s+/g, ' ').replace(EDGES, '')
  return plain === '' ? FALLBACK : plain.replace(RESERVED, (reserved) => `${reserved}_`)
}

function cut(name: string): string {
  if (encoder.encode(name).length <= MAX_BYTES) return name
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  const stem = [...name.slice(0, name.length - extension.length)]
  while (encoder.encode(stem.join('')).length + extension.length > MAX_BYTES) stem.pop()
  return stem.join('') + extension
}

/** The header of RFC 6266 in both forms: for old readers in ASCII, for all others in UTF-8 (RFC 8187). */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|[%"\\]/g, '_')
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${kind}; filename="${ascii || FALLBACK}"; filename*=UTF-8''${utf8}`
}
