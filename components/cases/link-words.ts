// How a link of two cases reads from either of them.
import type { LinkKind, LinkWay } from '@/lib/cases/link'

const WORDS: Record<LinkKind, Record<LinkWay, string>> = {
  related: { from: 'Related to', to: 'Related to' },
  duplicate_of: { from: 'Duplicate of', to: 'Has the duplicate' },
  caused_by: { from: 'Caused by the problem', to: 'Causes' },
  split_from: { from: 'Split from', to: 'Split off' },
}

/** What stands before the other case: "Duplicate of". */
export function linkWords({ kind, way }: { kind: LinkKind; way: LinkWay }): string {
  return WORDS[kind][way]
}

/** "duplicate of HS-10012", to stand in a sentence. */
export function linkSentence(link: { kind: LinkKind; way: LinkWay; other: string }): string {
  const words = linkWords(link)
  return `${words.charAt(0).toLowerCase()}${words.slice(1)} ${link.other}`
}
