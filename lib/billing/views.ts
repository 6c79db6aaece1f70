// What pages about bills show.
import type { Money } from '../kernel/money'
import type { RateRole } from '../engagements/rate-card'
import type { TaxCode } from '../engagements/tax'
import type { Fate, InvoiceKind, InvoiceState, LineSource, Standing } from './invoice'
import type { Instant } from '../kernel/time'
import type { Finding } from './check'
import type { ExportTarget } from './export'
import type { NumberRow } from './numbers'
import type { LeftOut } from './run'

/** An engagement in the billing run: what of it can be billed, and why the rest cannot. */
export type RunRow = {
  readonly engagementId: string
  /** "ENG-12". */
  readonly reference: string
  readonly requestReference: string
  readonly title: string
  readonly organisationName: string
  readonly net: Money
  /** What is left of the approved budget before this. */
  readonly left: Money
  readonly leftOut: readonly LeftOut[]
  /** The customer asks for an order number on every invoice, and there is none: nothing of it is billed before it is given. */
  readonly orderMissing: boolean
}

/** What the last nightly check of the books found (check.ts). */
export type BooksCheck = {
  readonly at: Instant
  readonly documents: number
  readonly engagements: number
  readonly findings: readonly Finding[]
}

/** A file for an accounting system. */
export type ExportBatchView = {
  readonly id: string
  readonly target: ExportTarget
  readonly kind: InvoiceKind
  readonly entityCode: string
  readonly fromOn: string
  readonly toOn: string
  readonly documents: number
  readonly sha256: string
  readonly madeByName: string
  readonly madeAt: Instant
}

export type ExportsView = {
  readonly batches: readonly ExportBatchView[]
  /** How many documents are in no file of each system. */
  readonly open: readonly { readonly target: ExportTarget; readonly count: number }[]
  readonly today: string
}

export type BillingRun = {
  /** The last day that is billed, an ISO date. */
  readonly upTo: string
  /** With something to bill, or something in the way of it. */
  readonly rows: readonly RunRow[]
  /** How many engagements have neither, those that are over among them. */
  readonly nothingToBill: number
  /** Regions for which nobody is set to bill. */
  readonly withoutEntity: readonly string[]
  /** Null before the first. */
  readonly check: BooksCheck | null
}

export type InvoiceListed = {
  readonly id: string
  readonly kind: InvoiceKind
  readonly number: string | null
  readonly standing: Standing
  readonly organisationName: string
  readonly reference: string
  readonly total: Money
  readonly open: Money
  readonly issuedOn: string | null
  readonly dueOn: string | null
}

/** A document as the page of its engagement lists it, on either side; drafts have no number. */
export type WorkInvoice = Pick<InvoiceListed, 'id' | 'kind' | 'number' | 'standing' | 'total' | 'dueOn'>

export type InvoiceLineView = {
  readonly position: number
  readonly source: LineSource
  readonly description: string
  readonly role: RateRole | null
  readonly minutes: number | null
  readonly rate: Money | null
  readonly amount: Money
}

/** Something that the document bills, and whether it still does. */
export type BilledView = {
  readonly id: string
  /** The entry of time, where it is one; and what it was worked as. */
  readonly entryId: string | null
  readonly role: RateRole | null
  readonly position: number
  /** The day on which time was worked. */
  readonly workedOn: string | null
  readonly words: string
  readonly workedMinutes: number | null
  readonly billedMinutes: number | null
  readonly amount: Money
  /** The credit note that took it back, and what became of it. */
  readonly credited: { readonly number: string; readonly fate: Fate } | null
}

export type PaymentView = {
  readonly id: string
  readonly paidOn: string
  readonly amount: Money
  readonly reference: string
  /** Null for its customer. */
  readonly recordedByName: string | null
}

export type InvoiceView = {
  readonly id: string
  readonly kind: InvoiceKind
  readonly state: InvoiceState
  readonly standing: Standing
  readonly number: string | null
  readonly reason: string
  readonly organisationName: string
  readonly reference: string
  readonly requestReference: string
  readonly title: string
  readonly entityCode: string
  readonly currency: string
  readonly taxCode: TaxCode
  readonly net: Money
  readonly tax: Money
  readonly total: Money
  readonly credited: Money
  readonly paid: Money
  readonly open: Money
  readonly orderNumber: string
  /** Lines, a name first; of a draft as it stood when it was made. */
  readonly billTo: string
  readonly paymentDays: number
  readonly issuedOn: string | null
  readonly dueOn: string | null
  readonly createdByName: string
  readonly issuedByName: string | null
  readonly lines: readonly InvoiceLineView[]
  readonly billed: readonly BilledView[]
  readonly payments: readonly PaymentView[]
  /** The invoice that this takes from, or the credit notes that take from it. */
  readonly related: readonly { readonly id: string; readonly number: string; readonly total: Money }[]
  /** The day of whoever bills: a payment is not of a later one. */
  readonly today: string
}

/** Who bills a region. */
export type EntityView = {
  readonly regionCode: string
  readonly code: string
  readonly legalName: string
  readonly taxNumber: string
  readonly address: string
  readonly bankDetails: string
  readonly timeZone: string
}

/** A document as its customer's list has it. */
export type OwnInvoiceListed = Pick<InvoiceListed, 'kind' | 'standing' | 'total' | 'open' | 'dueOn'> & {
  readonly number: string
  readonly state: InvoiceState
  readonly billTo: string
}

/** A document as its customer sees it. */
export type OwnInvoiceView = OwnInvoiceListed &
  Pick<
    InvoiceView,
    | 'reason'
    | 'currency'
    | 'taxCode'
    | 'net'
    | 'tax'
    | 'credited'
    | 'paid'
    | 'orderNumber'
    | 'lines'
    | 'billed'
    | 'payments'
    | 'related'
  > & {
    readonly issuedOn: string
    readonly title: string
    /** "SR-0004", where the reader may see the request that was ordered. */
    readonly requestReference: string | null
    /** "SR-0004", "ENG-12", "Q-0045". */
    readonly references: readonly string[]
  }

/** Somebody whom an organisation's bills are sent to. */
export type ContactView = { readonly userId: string; readonly name: string }

/** What somebody wrote on one engagement in a span of days. Minutes. */
export type PersonWork = {
  readonly reference: string
  readonly page: string
  readonly title: string
  readonly organisationName: string
  readonly worked: number
  readonly charged: number
}

/** How much of somebody's time is paid for: by the hour, from a block, or by a fixed price. Minutes, and whole percent. */
export type PersonNumbers = {
  readonly userId: string
  readonly name: string
  readonly available: number
  readonly worked: number
  readonly charged: number
  readonly percent: number | null
  readonly works: readonly PersonWork[]
}

export type ServiceNumbers = {
  readonly rows: readonly NumberRow[]
  readonly currencies: readonly string[]
  /** Months that are over and this one, the oldest first; then this one and those of which something is expected. */
  readonly months: readonly string[]
  readonly ahead: readonly string[]
  readonly thisMonth: string
  readonly people: readonly PersonNumbers[]
}
