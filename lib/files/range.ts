// Which part of a file a player asks for (RFC 9110 §14). One range is served; anything else is answered with the whole.

/** First and last byte, both included. */
export type ByteRange = { readonly first: number; readonly last: number }

/** The part that a Range header asks of `size` bytes: `whole` when there is none that we serve, `impossible` for status 416. */
export function rangeOf(header: string | null, size: number): ByteRange | 'whole' | 'impossible' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  const [from, to] = [match[1]!, match[2]!]
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'impossible' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return 'whole'
  return first >= size ? 'impossible' : { first, last }
}
