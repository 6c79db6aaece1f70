// A rate card as our people read it.
import type { Money } from '../kernel/money'
import type { RateRole, RateUnit } from './rate-card'

/** A published version of a card. `effectiveFrom` is an ISO date. */
export type RateCardView = {
  readonly id: string
  readonly regionCode: string
  /** Whose own card it is; null: every customer's of the region. */
  readonly organisationName: string | null
  readonly currency: string
  readonly effectiveFrom: string
  readonly publishedBy: string
  readonly rates: readonly { readonly role: RateRole; readonly unit: RateUnit; readonly amount: Money }[]
}
