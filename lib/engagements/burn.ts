// How much of what was approved is used, what is still expected, and whom that is told (services.md §1.8).
import { divideHalfAway, money, sumMoney, type Money } from '../kernel/money'
import { price, type TimeGroup } from './pricing'
import { isCharged, type TimeClass, type TimeState } from './time'

/** An entry as the burn sees it. `minutes` as they are billed. */
export type BurnEntry = TimeGroup & { readonly timeClass: TimeClass; readonly state: TimeState; readonly workedMinutes: number }

export type Forecast = {
  readonly total: Money
  /** `estimate`: the lead's own, less than a week old. `pace`: as fast as so far. */
  readonly method: 'estimate' | 'pace'
}

export type Burn = {
  readonly budget: Money
  readonly used: Money
  readonly usedMinutes: number
  readonly overrun: Money
  readonly overrunMinutes: number
  /** Booked ahead by assignments. */
  readonly committed: Money
  readonly committedMinutes: number
  readonly forecast: Forecast | null
  /** Whole percent of the budget, cut off; null without one. */
  readonly percent: number | null
  readonly forecastPercent: number | null
}

export type BurnFacts = {
  readonly budget: Money
  readonly entries: readonly BurnEntry[]
  /** What the fixed amounts come to that the customer has accepted. */
  readonly fixed: Money
  /** Time that is booked from today on, with what an hour costs. */
  readonly booked: readonly TimeGroup[]
  /** The lead's estimate of what is left, unless it is too old. */
  readonly remainingMinutes: number | null
  /** Business days since the work began, and until it ends; null while that is not known. */
  readonly days: { readonly elapsed: number; readonly remaining: number } | null
}

/** Submitted and approved time is used; what was written off stays so, for it was worked. Drafts and rejected time are not. */
export function isUsed({ state, timeClass }: Pick<BurnEntry, 'state' | 'timeClass'>): boolean {
  return (state === 'submitted' || state === 'approved' || state === 'written_off') && isCharged(timeClass)
}

/** What of a budget is used: time as it is charged, and the fixed amounts that were accepted. */
export function usedOf({
  budget,
  entries,
  fixed,
}: {
  budget: Money
  entries: readonly Omit<BurnEntry, 'workedMinutes'>[]
  fixed: Money
}): Pick<Burn, 'used' | 'percent'> {
  const used = sumMoney(budget.currency, [price(entries.filter(isUsed), budget.currency), fixed])
  return { used, percent: percentOf(used, budget) }
}

/** Everything that a page says of a budget, by the one pricing function. */
export function burnOf({ budget, entries, fixed, booked, remainingMinutes, days }: BurnFacts): Burn {
  const { currency } = budget
  const charged = entries.filter(isUsed)
  const past = entries.filter(
    ({ state, timeClass }) => timeClass === 'overrun' && (state === 'submitted' || state === 'approved'),
  )
  const { used, percent } = usedOf({ budget, entries, fixed })
  const usedMinutes = minutesOf(charged)
  const forecast = forecastOf({ used, charged, usedMinutes, remainingMinutes, days })
  return {
    ...{ budget, used, usedMinutes },
    ...{ overrun: price(past, currency), overrunMinutes: minutesOf(past) },
    ...{ committed: price(booked, currency), committedMinutes: minutesOf(booked) },
    forecast,
    percent,
    forecastPercent: forecast && percentOf(forecast.total, budget),
  }
}

const minutesOf = (groups: readonly { minutes: number }[]) => groups.reduce((sum, { minutes }) => sum + minutes, 0)

function forecastOf(of: {
  used: Money
  charged: readonly BurnEntry[]
  usedMinutes: number
  remainingMinutes: number | null
  days: BurnFacts['days']
}): Forecast | null {
  const { used, charged, usedMinutes, remainingMinutes, days } = of
  const { currency } = used
  if (remainingMinutes !== null && usedMinutes > 0) {
    const each = price(charged, currency).minor
    const rest = divideHalfAway(each * BigInt(remainingMinutes), BigInt(usedMinutes))
    return { total: money(used.minor + rest, currency), method: 'estimate' }
  }
  if (days === null || days.elapsed === 0) return null
  const rest = divideHalfAway(used.minor * BigInt(days.remaining), BigInt(days.elapsed))
  return { total: money(used.minor + rest, currency), method: 'pace' }
}

/** Whole percent, cut off: 99.9 % is not all of it. Null of nothing. */
export function percentOf(part: Money, whole: Money): number | null {
  return whole.minor === 0n ? null : Number((part.minor * 100n) / whole.minor)
}

/** Shares of a budget at which people are told (services.md §1.8). */
export const THRESHOLDS = [50, 80, 100] as const
export type Threshold = (typeof THRESHOLDS)[number]

/** The thresholds that use has reached and nobody was told of yet for this revision of the budget, the lowest first. */
export function thresholdsReached(used: Money, budget: Money, told: readonly number[]): Threshold[] {
  if (budget.minor === 0n) return []
  return THRESHOLDS.filter((each) => used.minor * 100n >= budget.minor * BigInt(each) && !told.includes(each))
}

/** The sum of the revisions: what time and fixed amounts may come to. */
export function feesOf(revisions: readonly { readonly fees: Money }[], currency: string): Money {
  return sumMoney(
    currency,
    revisions.map(({ fees }) => fees),
  )
}
