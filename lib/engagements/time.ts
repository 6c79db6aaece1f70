// An entry of time: who takes it from a draft to an approval, how it is rounded, and what it counts as (services.md §1.7).
import type { Actor } from '../kernel/actor'
import { divideHalfAway } from '../kernel/money'
import type { WorkModel } from './engagement'
import type { QuoteLine } from './quote-price'
import { RATE_ROLES, type RateRole } from './rate-card'
import { openTo, type Transition } from './transition'

export const TIME_STATES = ['draft', 'submitted', 'approved', 'rejected', 'written_off'] as const
export type TimeState = (typeof TIME_STATES)[number]

/**
 * What an entry counts as. Set by rules, never by whoever writes it: `overrun` is worked past the approved budget and waits for a
 * change; `retainer` draws on prepaid hours, `included` on those of an onboarding; `internal` is covered by a fixed price; `goodwill` is given, with a reason.
 */
export const TIME_CLASSES = ['billable', 'retainer', 'included', 'overrun', 'goodwill', 'internal'] as const
export type TimeClass = (typeof TIME_CLASSES)[number]

/** As what somebody acts on an entry. Nobody approves their own time, whatever else they are. */
export type TimeParty = 'author' | 'approver' | 'services_lead'

export const TIME_TRANSITIONS: readonly Transition<TimeState, TimeParty>[] = [
  { from: null, to: 'draft', who: ['author'] },
  { from: 'draft', to: 'submitted', who: ['author'] },
  { from: 'submitted', to: 'approved', who: ['approver'] },
  { from: 'submitted', to: 'rejected', who: ['approver'], reason: true },
  { from: 'rejected', to: 'draft', who: ['author'] },
  { from: 'approved', to: 'submitted', who: ['services_lead'], reason: true },
  { from: 'approved', to: 'written_off', who: ['services_lead'], reason: true },
]

/** As what an actor acts on an entry of this author, in work with this lead. */
export function partiesOnTime(actor: Actor, entry: { consultantId: string; leadId: string | null }): TimeParty[] {
  if (actor.kind !== 'staff') return []
  if (actor.userId === entry.consultantId) return ['author']
  const standsIn = actor.roles.includes('services_lead')
  return [
    ...(standsIn || actor.userId === entry.leadId ? (['approver'] as const) : []),
    ...(standsIn ? (['services_lead'] as const) : []),
  ]
}

/** Where an actor may take an entry from here. */
export function nextTimeStates(
  actor: Actor,
  entry: { state: TimeState; consultantId: string; leadId: string | null },
): TimeState[] {
  return openTo(TIME_TRANSITIONS, entry.state, partiesOnTime(actor, entry)).map(({ to }) => to)
}

/** Whether its author may still change an entry. */
export function isEditable(state: TimeState): boolean {
  return state === 'draft' || state === 'rejected'
}

/** How time is rounded for the customer, as the terms of the quote say. Minutes. */
export type Rounding = {
  readonly mode: 'none' | 'nearest' | 'up'
  readonly interval: 6 | 15 | 30
  readonly minMinutes: number
}

const DAY_MINUTES = 1_440

/** Minutes as they are billed: rounded to the interval (half of it up), at least the minimum of the terms, never more than a day. */
export function billedMinutes(worked: number, { mode, interval, minMinutes }: Rounding): number {
  const rounded =
    mode === 'none'
      ? worked
      : mode === 'up'
        ? Math.ceil(worked / interval) * interval
        : Math.floor(worked / interval + 0.5) * interval
  return Math.min(DAY_MINUTES, Math.max(minMinutes, rounded))
}

/** What time counts as before the budget is looked at, by what was agreed. */
export function usualClass(model: WorkModel): Extract<TimeClass, 'billable' | 'retainer' | 'included' | 'internal'> {
  switch (model) {
    case 'time_and_materials':
      return 'billable'
    case 'retainer':
    case 'included':
      return model
    case 'fixed':
      return 'internal'
  }
}

/** Whether time of this class is paid for by its minutes. */
export function isCharged(timeClass: TimeClass): boolean {
  return timeClass === 'billable' || timeClass === 'retainer'
}

/** Whether time of this class uses something up: money, or hours that were there before. */
export function isCounted(timeClass: TimeClass): boolean {
  return isCharged(timeClass) || timeClass === 'included'
}

/** Whether work of this model has a price for an hour; else whoever works on it does so in any role. */
export function hasRates(model: WorkModel): boolean {
  return model !== 'fixed' && model !== 'included'
}

/** A half-day of the rate cards (services.md §1.2). */
export const HALF_DAY_MINUTES = 225n

/** A line of an accepted version that says what a role costs. */
export type RateLine = Pick<QuoteLine, 'position' | 'kind' | 'role' | 'unit' | 'unitRateMinor' | 'discountBp'> & {
  readonly versionId: string
}

/**
 * What an hour of a role costs by the lines that were signed: the first that names the role, of the newest version that does.
 * `lines` come in that order. A half-day is 225 minutes; a discount of the line is one of the rate. Undefined where no line names it.
 */
export function agreedRate(
  lines: readonly RateLine[],
  role: RateRole,
): { rateMinor: bigint; versionId: string; position: number } | undefined {
  const line = lines.find((each) => each.kind === 'time' && each.role === role && each.unit !== 'piece')
  if (!line) return undefined
  const { unit, unitRateMinor, discountBp, versionId, position } = line
  const exact = unitRateMinor * (10_000n - BigInt(discountBp)) * (unit === 'half_day' ? 60n : 1n)
  return { rateMinor: divideHalfAway(exact, 10_000n * (unit === 'half_day' ? HALF_DAY_MINUTES : 1n)), versionId, position }
}

/** What somebody can be assigned as: where a fixed price or the licence covers the work anything, else what the signed lines name a rate for. */
export function rolesFor(model: WorkModel, lines: readonly RateLine[]): RateRole[] {
  return !hasRates(model) ? [...RATE_ROLES] : RATE_ROLES.filter((role) => agreedRate(lines, role) !== undefined)
}

/** What a customer reads says what was done: at least this many characters. */
export const NOTE_MIN = 10
/** How far back somebody writes time of their own; older is for the services lead (services.md §1.7). */
export const BACK_DAYS = 30

/** Reads "2:30", "2.5", "2,5", "2h30", "45m" as minutes; null for what is no time from a minute to a day. A bare number is hours. */
export function parseWorked(text: string): number | null {
  const typed = text.trim().toLowerCase().replace(/\s+/g, '')
  const clock = /^(\d{1,2})(?::|h)([0-5]?\d)m?$/.exec(typed)
  const minutes = clock
    ? Number(clock[1]) * 60 + Number(clock[2])
    : /^\d{1,4}m$/.test(typed)
      ? Number(typed.slice(0, -1))
      : hours(typed)
  return minutes !== null && minutes >= 1 && minutes <= DAY_MINUTES ? minutes : null
}

function hours(typed: string): number | null {
  const match = /^(\d{1,2})(?:[.,](\d{1,2}))?h?$/.exec(typed)
  if (!match) return null
  return Math.round(Number(match[1]) * 60 + (Number((match[2] ?? '').padEnd(2, '0')) * 60) / 100)
}

/** 150 → "2:30". */
export function formatWorked(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
