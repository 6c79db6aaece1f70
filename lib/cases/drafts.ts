// Drafts of replies and notes: what the server keeps of what somebody has begun to write.
import type { Instant } from '../kernel/time'

export type DraftKind = 'reply' | 'note'

/** A draft as it is kept. `version` counts its savings; 0 stands for "nothing kept". */
export type DraftView = { readonly body: string; readonly version: number; readonly savedAt: Instant | null }

/** A reply that one colleague has written for another to check and send. */
export type OfferedDraft = {
  readonly id: string
  readonly body: string
  readonly offeredAt: Instant
  readonly by: { readonly id: string; readonly name: string }
  readonly to: { readonly id: string; readonly name: string }
}

/** A reply of the reader that goes to the customer at `sendsAt`, unless they call it back. */
export type WaitingReply = { readonly id: string; readonly body: string; readonly sendsAt: Instant }

/** What somebody finds of drafts on a case: their own, what was offered to or by them, and what they have just sent. */
export type DraftsView = {
  readonly reply: DraftView
  readonly note: DraftView
  readonly offered: readonly OfferedDraft[]
  readonly waiting: readonly WaitingReply[]
}

/** What came of a saving. `overtaken`: another page of the same person has saved since; its words come along, and nothing was kept. */
export type SavedDraft = { readonly status: 'saved' | 'overtaken' } & DraftView

export const NO_DRAFT: DraftView = { body: '', version: 0, savedAt: null }

/** One text after another; neither is lost. */
export function joined(first: string, second: string): string {
  return [first, second].filter((text) => text.trim() !== '').join('\n\n')
}
