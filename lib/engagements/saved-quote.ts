// What a saved draft comes to, as its editor shows it.
import type { Instant } from '../kernel/time'
import type { ReviewReason } from './quote'

/** Amounts in words; `amounts` by line. */
export type SavedQuote = {
  readonly revision: number
  readonly savedAt: Instant
  readonly amounts: readonly string[]
  readonly net: string
  readonly tax: string
  readonly total: string
  readonly reasons: readonly ReviewReason[]
}
