// What somebody spent for an engagement: at cost, approved by somebody else, billed up to the expenses that were signed (services.md §1.6).
import type { Actor } from '../kernel/actor'
import { divideHalfAway, exponentOf, money, type Money } from '../kernel/money'
import { partiesOnTime, type TimeParty } from './time'
import { openTo, type Transition } from './transition'

export const EXPENSE_STATES = ['submitted', 'approved', 'rejected', 'withdrawn', 'written_off'] as const
export type ExpenseState = (typeof EXPENSE_STATES)[number]

export const EXPENSE_CATEGORIES = ['travel', 'lodging', 'meals', 'material', 'other'] as const
export type ExpenseCategory = (typeof EXPENSE_CATEGORIES)[number]

/** As what somebody acts on an expense: as on an entry of time. Nobody approves their own. */
export type ExpenseParty = TimeParty

/** What was returned is entered again: a receipt is not rewritten. */
export const EXPENSE_TRANSITIONS: readonly Transition<ExpenseState, ExpenseParty>[] = [
  { from: null, to: 'submitted', who: ['author'] },
  { from: 'submitted', to: 'withdrawn', who: ['author'] },
  { from: 'submitted', to: 'approved', who: ['approver'] },
  { from: 'submitted', to: 'rejected', who: ['approver'], reason: true },
  { from: 'approved', to: 'written_off', who: ['services_lead'], reason: true },
]

/** As what an actor acts on an expense of this person, in work with this lead. */
export function partiesOnExpense(actor: Actor, of: { spenderId: string; leadId: string | null }): ExpenseParty[] {
  return partiesOnTime(actor, { consultantId: of.spenderId, leadId: of.leadId })
}

/** Where an actor may take it from here. */
export function nextExpenseStates(
  actor: Actor,
  of: { state: ExpenseState; spenderId: string; leadId: string | null },
): ExpenseState[] {
  return openTo(EXPENSE_TRANSITIONS, of.state, partiesOnExpense(actor, of)).map(({ to }) => to)
}

const MICRO = 1_000_000n

/** Reads "1.0832" as millionths; null for what is no rate from 0.000001 to 999,999. */
export function parseRate(text: string): bigint | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,6}))?$/.exec(text.trim())
  if (!match) return null
  const micro = BigInt(match[1]!) * MICRO + BigInt((match[2] ?? '').padEnd(6, '0'))
  return micro === 0n ? null : micro
}

/** 1083200n → "1.0832". */
export function formatRate(micro: bigint): string {
  const digits = String(micro % MICRO)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${micro / MICRO}${digits === '' ? '' : `.${digits}`}`
}

/** A receipt in another currency, at a rate in millionths; rounded once, half away from zero. */
export function converted(receipt: Money, rateMicro: bigint, currency: string): Money {
  const exact = receipt.minor * rateMicro * 10n ** BigInt(exponentOf(currency))
  return money(divideHalfAway(exact, MICRO * 10n ** BigInt(exponentOf(receipt.currency))), currency)
}

/** What of the expenses that were signed is left, once what was approved is taken; below nothing never. */
export function expensesLeft(signed: Money, approved: readonly Money[]): Money {
  return money(signed.minor - approved.reduce((sum, { minor }) => sum + minor, 0n), signed.currency)
}

export const CATEGORY_WORDS: Record<ExpenseCategory, string> = {
  travel: 'Travel',
  lodging: 'Lodging',
  meals: 'Meals',
  material: 'Material',
  other: 'Other',
}

/** "Travel, Christchurch to Auckland": what a line of a bill says. */
export function expenseName({ category, note }: { category: ExpenseCategory; note: string }): string {
  return `${CATEGORY_WORDS[category]}, ${note.replace(/\s+/g, ' ')}`
}
