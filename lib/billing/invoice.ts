// Invoices and credit notes: who takes them from a draft to an issued document, and how one stands (services.md §1.11).
import type { Actor } from '../kernel/actor'
import { money, type Money } from '../kernel/money'
import { addDays } from '../engagements/time-sheet'
import type { Transition } from '../engagements/transition'

export const INVOICE_KINDS = ['invoice', 'credit_note'] as const
export type InvoiceKind = (typeof INVOICE_KINDS)[number]

export const INVOICE_STATES = ['draft', 'issued', 'void'] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]

/** What a line charges for. */
export const LINE_SOURCES = ['time', 'milestone', 'retainer', 'expense'] as const
export type LineSource = (typeof LINE_SOURCES)[number]

/** What becomes of what is credited: it can be billed again, or never. */
export const FATES = ['bill_again', 'write_off'] as const
export type Fate = (typeof FATES)[number]

/** As what somebody acts on an invoice. `proposer`: whoever looks after the account; what leaves the house is finance's. */
export type InvoiceParty = 'finance' | 'proposer'

export const INVOICE_TRANSITIONS: readonly Transition<InvoiceState, InvoiceParty>[] = [
  { from: null, to: 'draft', who: ['finance', 'proposer'] },
  { from: 'draft', to: 'issued', who: ['finance'] },
  { from: 'issued', to: 'void', who: ['finance'], reason: true },
]

/** As what an actor acts on invoices. */
export function partiesOnInvoice(actor: Actor): InvoiceParty[] {
  if (actor.kind !== 'staff') return []
  return [
    ...(actor.roles.includes('finance') ? (['finance'] as const) : []),
    ...(actor.roles.includes('csm') ? (['proposer'] as const) : []),
  ]
}

/** How an invoice stands, as a page says it. Derived: no column can say something else. */
export type Standing = 'draft' | 'void' | 'credited' | 'paid' | 'part_paid' | 'overdue' | 'issued'

export type Balance = {
  readonly total: Money
  readonly credited: Money
  readonly paid: Money
}

/** What is still to be paid; below zero where more was paid than is owed since a credit note. */
export function openOf({ total, credited, paid }: Balance): Money {
  return money(total.minor - credited.minor - paid.minor, total.currency)
}

/** `today` and `dueOn`: days in the zone of whoever bills. An invoice is overdue from the day after the one on which it is due. */
export function standingOf(invoice: Balance & { state: InvoiceState; dueOn: string | null }, today: string): Standing {
  const { state, dueOn, total, credited, paid } = invoice
  if (state !== 'issued') return state
  if (total.minor > 0n && credited.minor === total.minor) return 'credited'
  if (openOf(invoice).minor <= 0n) return 'paid'
  if (dueOn !== null && dueOn < today) return 'overdue'
  return paid.minor > 0n ? 'part_paid' : 'issued'
}

/** The day on which an invoice is due: so many days after its issue. Days as "2026-11-29". */
export function dueOn(issuedOn: string, paymentDays: number): string {
  return addDays(issuedOn, paymentDays)
}
