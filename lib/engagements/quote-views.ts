// What readers of quotes get. A customer gets what was sent, and nothing of what stood before it.
import type { Money } from '../kernel/money'
import type { Instant } from '../kernel/time'
import type { QuoteState, ReviewReason } from './quote'
import type { Difference } from './quote-difference'
import type { QuoteWords } from './quote-paper'
import type { QuoteTotals } from './quote-price'
import type { RateRole, RateUnit } from './rate-card'
import type { RequestState } from './request'
import type { ApproverView } from './views'

export type QuoteStep = {
  readonly id: string
  readonly version: number
  readonly to: QuoteState
  readonly from: QuoteState | null
  /** Whether it was accepted by an order that came outside the portal, which its actor countersigned. */
  readonly isOrder: boolean
  /** Null: a rule, at its time. */
  readonly byName: string | null
  readonly reason: string
  readonly at: Instant
}

/** The evidence of one approval. */
export type SignatureView = {
  readonly id: string
  readonly seq: number
  readonly name: string
  readonly email: string
  readonly typedName: string
  /** Of an order that came outside the portal: who of us countersigned it. */
  readonly countersignedByName: string | null
  readonly limit: Money | null
  readonly method: 'portal' | 'offline_order'
  readonly hasGrant: boolean
  readonly chosen: readonly number[]
  readonly total: Money
  readonly orderNumber: string
  readonly statement: string
  readonly signedAt: Instant
  readonly address: string
  readonly userAgent: string
  readonly signedInWith: string
  readonly signedInSeconds: number
  readonly canonicalSha256: string
  readonly termsSha256: string
  readonly rowHash: string
}

/** The document of an order that came outside the portal. */
export type OrderFile = { readonly id: string; readonly name: string; readonly size: number; readonly sha256: string }

/** An order that came outside the portal, as both sides read it. */
export type OrderView = {
  readonly orderNumber: string
  /** As the order says. */
  readonly orderedBy: string
  readonly recordedByName: string
  readonly recordedAt: Instant
  /** Names of the optional lines that it orders too. */
  readonly options: readonly string[]
  /** For a customer none before it is countersigned. */
  readonly files: readonly OrderFile[]
}

export type QuoteVersionView = {
  readonly words: QuoteWords
  readonly state: QuoteState
  readonly revision: number
  readonly authorId: string
  readonly authorName: string
  readonly totals: QuoteTotals
  readonly terms: string
  readonly sha256: string | null
  readonly sentAt: Instant | null
  readonly expiresAt: Instant | null
  readonly acceptedAt: Instant | null
  readonly changedAt: Instant
}

/** Why a reader who looks at a version that waits may not sign it. */
export type SigningView =
  | { readonly may: true; readonly isFirstOfTwo: boolean }
  | { readonly may: false; readonly why: 'not_open' | 'no_grant' | 'signed_already' | 'above_limit' }

export type QuoteView = {
  readonly requestReference: string
  readonly requestState: RequestState
  readonly title: string
  readonly itemName: string
  readonly organisationName: string
  readonly requesterName: string
  readonly managerName: string
  readonly caseReference: string | null
  readonly zone: string
  /** The newest that the reader may see, or the one that was asked for. */
  readonly shown: QuoteVersionView | null
  readonly numbers: readonly { readonly version: number; readonly state: QuoteState }[]
  /** Against the version before it that was sent. */
  readonly difference: { readonly since: number; readonly changes: readonly Difference[] } | null
  readonly steps: readonly QuoteStep[]
  readonly signatures: readonly SignatureView[]
  /** Of the version that is shown. */
  readonly order: OrderView | null
  readonly approvers: readonly ApproverView[]
  readonly rules: { readonly orderRequired: boolean; readonly anyTwo: boolean }
  readonly signing: SigningView
  /** Whether somebody of the customer has asked for the version after the one that is shown, which has expired. */
  readonly renewalAsked: boolean
  /** What the reader may do else. */
  readonly may: {
    readonly decline: boolean
    readonly undo: boolean
    readonly askToRenew: boolean
    /** Our side's next steps from here, by the table. */
    readonly next: readonly QuoteState[]
    readonly newVersion: boolean
  }
  readonly engagementReference: string | null
  /** For our people only. */
  readonly desk: {
    readonly reasons: readonly ReviewReason[]
    /** Whether somebody of the customer could accept it as it stands. */
    readonly canBeApproved: boolean
    /** Of an order that waits for its countersignature: how it came, what it comes to, and whether the reader may countersign or take it back. */
    readonly waiting: {
      readonly orderId: string
      readonly note: string
      readonly total: Money
      readonly may: boolean
      readonly mayVoid: boolean
    } | null
    readonly mayRecordOrder: boolean
    readonly rates: readonly { readonly role: RateRole; readonly unit: RateUnit; readonly amount: Money }[]
  } | null
}
