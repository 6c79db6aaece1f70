// A hand-over between regions is no correction (sla.md §2): the minutes used stay used, the rest runs in the new calendar. What the
// next region must know travels as a packet. Pure: who may get a case, which region is next, and what its customer hears.
import type { Instant } from '../kernel/time'
import type { OpenState } from '../sla/calendar'
import type { Metric } from '../sla/support-policy'
import { isUnresolved, isWithManager, type StatusFacts } from './case'

/** What the rule must know of the case. */
export type HandOverFacts = Pick<StatusFacts, 'status' | 'beforeWaiting'> & { readonly regionCode: string }

/** Why a case cannot go to a region, as a sentence; null when it can. */
export function handOverProblem(supportCase: HandOverFacts, to: { code: string; name: string }): string | null {
  if (!isUnresolved(supportCase.status)) return 'This case is resolved; there is nothing to hand over.'
  if (supportCase.regionCode === to.code) return `${to.name} has this case already.`
  return isWithManager(supportCase)
    ? 'The account manager has this case. It goes back to support before another region can take it.'
    : null
}

/** A region that could take a case. */
export type NextRegion = { readonly code: string; readonly hours: Pick<OpenState, 'open' | 'nextOpening' | 'nextClosing'> }

/** Where a case goes when nobody chooses: a region that is open, for the longest; else the one that opens first. */
export function nextRegion<R extends NextRegion>(regions: readonly R[], from: string): R | null {
  const others = regions.filter(({ code }) => code !== from)
  return others.sort((a, b) => Number(b.hours.open) - Number(a.hours.open) || byHours(a, b))[0] ?? null
}

function byHours({ hours: a }: NextRegion, { hours: b }: NextRegion): number {
  return a.open
    ? (b.nextClosing ?? Infinity) - (a.nextClosing ?? Infinity)
    : (a.nextOpening ?? Infinity) - (b.nextOpening ?? Infinity)
}

/** The clock that runs out first, before or after. */
export type PromiseFact = { readonly metric: Metric; readonly dueAt: Instant } | null

/** What a hand-over does to the promise. A later time is told by mail; every change stands in the customer's timeline. */
export function promiseMove(before: PromiseFact, after: PromiseFact): 'unchanged' | 'sooner' | 'later' {
  if (before === null || after === null || before.dueAt === after.dueAt) return 'unchanged'
  return after.dueAt > before.dueAt ? 'later' : 'sooner'
}

/** The packet as an internal note, in Markdown. `promise` is one sentence of facts. */
export function packetNote(packet: { from: string; to: string; state: string; promise: string; nextStep: string }): string {
  const { from, to, state, promise, nextStep } = packet
  return [
    `**Handed over from ${from} to ${to}**`,
    ...(state === '' ? [] : [`**State:** ${state}`]),
    `**Promise:** ${promise}`,
    `**Next step:** ${nextStep}`,
  ].join('\n\n')
}
