// How long a reply that was sent can be called back, and when it may not wait at all.
import { addMs, type Instant } from '../kernel/time'
import type { CaseCategory, ReplyOutcome } from './case'

/** What people choose among, in seconds; 0 sends at once. */
export const UNDO_SECONDS = [0, 5, 10, 20, 30] as const

/** No promise is risked for an undo: one that ends within the wait, or this soon after it, is answered at once. */
const SPARE_MS = 30_000

/**
 * When a reply sent at `now` goes to the customer, for somebody who keeps `undoSeconds` to change their mind; null for at once.
 * `dueAt` is the next promise that the reply would keep, null when none runs; one that is late already waits no longer either.
 */
export function sendsAt(now: Instant, undoSeconds: number, dueAt: Instant | null): Instant | null {
  if (undoSeconds <= 0) return null
  const at = addMs(now, undoSeconds * 1_000)
  return dueAt !== null && addMs(dueAt, -SPARE_MS) <= at ? null : at
}

/** What a reply that waits to be sent carries beside its words. */
export type Sending = {
  readonly outcome: ReplyOutcome
  readonly seen?: string
  readonly take?: boolean
  readonly takeIfFree?: boolean
  readonly category?: CaseCategory
  readonly files?: readonly string[]
}

/** A reply that its author left without sending, as an internal note in Markdown. */
export function unsentNote(body: string): string {
  return `**Not sent to the customer:** whoever wrote this reply left before it went out.\n\n${body.replace(/^/gm, '> ')}`
}
