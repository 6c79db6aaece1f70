// Which time the approved budget pays for, and which is past it (services.md §1.8). Worked time is always kept; only what the budget
// covers is charged. An entry that straddles the end is split to the minute.
import type { Money } from '../kernel/money'
import { price, type TimeGroup } from './pricing'

/** Time that is not decided yet: of a class that is charged, or past the budget. Minutes as they are billed. */
export type OpenTime = TimeGroup & { readonly id: string; readonly workedOn: string }

/** What becomes of it: so many minutes are charged, so many are past the budget. Together they are its minutes. */
export type CoveredTime = { readonly id: string; readonly charged: number; readonly overrun: number }

/** The day first, then the entry: the order in which time uses a budget up (services.md §1.8). */
export function byDayAndId(a: { workedOn: string; id: string }, b: { workedOn: string; id: string }): number {
  if (a.workedOn !== b.workedOn) return a.workedOn < b.workedOn ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}

/**
 * Shares the budget out. `decided` has been charged already and is not looked at again; `open` uses up what is left of it, in the
 * order of day and id. Once the budget is used up everything after it is past it, except what costs nothing: it is never held up.
 */
export function coverTime(budget: Money, decided: readonly TimeGroup[], open: readonly OpenTime[]): CoveredTime[] {
  const charged: TimeGroup[] = [...decided]
  let isUsedUp = false
  return [...open].sort(byDayAndId).map(({ id, role, rateMinor, minutes }) => {
    const fits = rateMinor === 0n ? minutes : isUsedUp ? 0 : minutesThatFit(budget, charged, { role, rateMinor, minutes })
    if (fits < minutes) isUsedUp = true
    if (fits > 0) charged.push({ role, rateMinor, minutes: fits })
    return { id, charged: fits, overrun: minutes - fits }
  })
}

/** The most of these minutes, from 0, for which everything together costs no more than the budget. */
function minutesThatFit(budget: Money, charged: readonly TimeGroup[], group: TimeGroup): number {
  const fits = (minutes: number) => price([...charged, { ...group, minutes }], budget.currency).minor <= budget.minor
  let [low, high] = [0, group.minutes]
  if (fits(high)) return high
  // Fits at `low` or nothing does; never at `high`.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}
