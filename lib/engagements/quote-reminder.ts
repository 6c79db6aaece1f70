// When whoever has to approve a quote may be reminded of it: it waits with them, and nobody reminded them within a day.
import { addMs, DAY_MS, type Instant } from '../kernel/time'
import type { QuoteState } from './quote'

/** Nobody is reminded of the same quote more often: 24 hours. */
export const REMINDER_EVERY_MS = DAY_MS

export type WaitingQuote = {
  readonly state: QuoteState
  /** From then on it cannot be approved any more. */
  readonly expiresAt: Instant | null
  /** When somebody was last reminded of it. */
  readonly remindedAt: Instant | null
}

/** From when on it may be brought to mind again; null for what waits for nobody. */
export function remindableFrom({ state, expiresAt, remindedAt }: WaitingQuote, now: Instant): Instant | null {
  if (state !== 'sent' && state !== 'partly_approved') return null
  if (expiresAt !== null && now >= expiresAt) return null
  return remindedAt === null ? now : addMs(remindedAt, REMINDER_EVERY_MS)
}

/** Whether it may be now. */
export function isRemindable(quote: WaitingQuote, now: Instant): boolean {
  const from = remindableFrom(quote, now)
  return from !== null && from <= now
}
