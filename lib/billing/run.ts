// What of some work can be billed, as which lines, and why the rest cannot (services.md §1.11, §1.12).
import { money, sumMoney, type Money } from '../kernel/money'
import { price, priceOfTime, sharesOfLine, taxOn } from '../engagements/pricing'
import { byDayAndId } from '../engagements/time-budget'
import type { ExpenseState } from '../engagements/expense'
import type { MilestoneState } from '../engagements/milestone'
import type { RateRole } from '../engagements/rate-card'
import type { TimeClass, TimeState } from '../engagements/time'
import type { Fate, LineSource } from './invoice'

/** How something stands with bills: on none, on one that is live for this amount, or credited and never to be billed. */
export type Billed = { readonly live: bigint | null; readonly isWrittenOff: boolean }

/** An entry of time. `minutes` as they are billed; `rateMinor` an hour. */
export type RunEntry = Billed & {
  readonly id: string
  readonly role: RateRole
  readonly rateMinor: bigint
  readonly minutes: number
  readonly workedOn: string
  readonly timeClass: TimeClass
  readonly state: TimeState
}

export type RunMilestone = Billed & {
  readonly id: string
  readonly name: string
  readonly amountMinor: bigint
  readonly state: MilestoneState
}

/** Prepaid hours that were signed: what the fees of one accepted version come to without its milestones. */
export type RunRetainer = Billed & { readonly versionId: string; readonly name: string; readonly amountMinor: bigint }

/** What was spent, in the currency of the work. */
export type RunExpense = Billed & {
  readonly id: string
  readonly name: string
  readonly amountMinor: bigint
  readonly spentOn: string
  readonly state: ExpenseState
}

export type RunFacts = {
  readonly currency: string
  /** The fees that were approved. */
  readonly budget: Money
  readonly entries: readonly RunEntry[]
  readonly milestones: readonly RunMilestone[]
  readonly retainers: readonly RunRetainer[]
  readonly expenses: readonly RunExpense[]
  /** The expenses that were signed: a budget of their own. */
  readonly expenseBudget: Money
  /** The last day of work that is billed. */
  readonly upTo: string
}

/** Why something is not billed, as a page says it. */
export type LeftOutReason =
  | 'later'
  | 'draft'
  | 'not_approved'
  | 'overrun'
  | 'prepaid'
  | 'included'
  | 'given'
  | 'covered'
  | 'written_off'
  | 'not_accepted'
  | 'beyond_budget'

export type LeftOut = {
  readonly reason: LeftOutReason
  /** So many entries of time, and their minutes as they would be billed; 0 for what is no time. */
  readonly entries: number
  readonly minutes: number
  readonly milestones: number
  readonly expenses: number
}

export type PlannedPart = { readonly kind: LineSource; readonly id: string; readonly amount: Money }

/** A line that would be billed, and what it has of each thing that it bills: together exactly its amount. */
export type PlannedLine = {
  readonly source: LineSource
  readonly role: RateRole | null
  readonly rateMinor: bigint | null
  readonly minutes: number | null
  readonly description: string
  readonly amount: Money
  readonly parts: readonly PlannedPart[]
}

export type Plan = { readonly lines: readonly PlannedLine[]; readonly net: Money; readonly leftOut: readonly LeftOut[] }

/**
 * The lines of an invoice for everything that can be billed up to a day, and why the rest is left out. Time that is billed in parts
 * comes, for each role and rate, to what it would have come to at once, so that no rounding passes the budget. Nothing is planned
 * beyond what was approved.
 */
export function planInvoice(facts: RunFacts): Plan {
  const { currency } = facts
  const left = new Map<LeftOutReason, LeftOut>()
  const leave: Leave = (reason, of) => {
    const had = left.get(reason) ?? { reason, entries: 0, minutes: 0, milestones: 0, expenses: 0 }
    left.set(reason, {
      reason,
      entries: had.entries + (of.entries ?? 0),
      minutes: had.minutes + (of.minutes ?? 0),
      milestones: had.milestones + (of.milestones ?? 0),
      expenses: had.expenses + (of.expenses ?? 0),
    })
  }
  let room = facts.budget.minor - liveOf(facts)
  const fixed: PlannedLine[] = []
  for (const each of fixedParts(facts, leave)) {
    if (each.amount.minor > room) leave('beyond_budget', { milestones: 1 })
    else {
      room -= each.amount.minor
      fixed.push(each)
    }
  }
  const open: RunEntry[] = []
  for (const entry of [...facts.entries].sort(byDayAndId)) {
    const reason = entryReason(entry, facts.upTo)
    if (reason !== null) leave(reason, { entries: 1, minutes: entry.minutes })
    else if (entry.live === null && entry.minutes > 0 && entry.rateMinor > 0n) open.push(entry)
  }
  const { lines, beyond } = timeLines(facts, open, room)
  for (const { minutes } of beyond) leave('beyond_budget', { entries: 1, minutes })
  const all = [...lines, ...fixed, ...expenseLines(facts, leave)]
  return {
    lines: all,
    net: sumMoney(
      currency,
      all.map(({ amount }) => amount),
    ),
    leftOut: [...left.values()],
  }
}

/** What is on live bills of this work. */
function liveOf({ entries, milestones, retainers }: RunFacts): bigint {
  return [...entries, ...milestones, ...retainers].reduce((sum, { live }) => sum + (live ?? 0n), 0n)
}

/** Why an entry is not billed now; null for what can be, or is already. */
function entryReason({ state, timeClass, workedOn, isWrittenOff, live }: RunEntry, upTo: string): LeftOutReason | null {
  if (live !== null) return null
  if (state === 'written_off' || isWrittenOff) return 'written_off'
  if (timeClass === 'overrun') return 'overrun'
  if (timeClass === 'retainer') return 'prepaid'
  if (timeClass === 'included') return 'included'
  if (timeClass === 'goodwill') return 'given'
  if (timeClass === 'internal') return 'covered'
  if (state === 'draft' || state === 'rejected') return 'draft'
  if (state === 'submitted') return 'not_approved'
  return workedOn > upTo ? 'later' : null
}

type Leave = (reason: LeftOutReason, of: Partial<Omit<LeftOut, 'reason'>>) => void

/** A line for each expense that was approved, while all of them stay within what was signed for expenses. */
function expenseLines({ expenses, expenseBudget, upTo, currency }: RunFacts, leave: Leave): PlannedLine[] {
  let room = expenses.reduce((left, { live }) => left - (live ?? 0n), expenseBudget.minor)
  return [...expenses]
    .sort((a, b) => byDayAndId({ workedOn: a.spentOn, id: a.id }, { workedOn: b.spentOn, id: b.id }))
    .flatMap(({ id, name, amountMinor, spentOn, state, live, isWrittenOff }): PlannedLine[] => {
      if (live !== null || state === 'rejected' || state === 'withdrawn') return []
      if (state === 'written_off' || isWrittenOff) leave('written_off', { expenses: 1 })
      else if (state === 'submitted') leave('not_approved', { expenses: 1 })
      else if (spentOn > upTo) leave('later', { expenses: 1 })
      else if (amountMinor > room) leave('beyond_budget', { expenses: 1 })
      else {
        room -= amountMinor
        const amount = money(amountMinor, currency)
        const parts = [{ kind: 'expense' as const, id, amount }]
        return [{ source: 'expense', role: null, rateMinor: null, minutes: null, description: name, amount, parts }]
      }
      return []
    })
}

function fixedParts({ milestones, retainers, currency }: RunFacts, leave: Leave): PlannedLine[] {
  const line = (source: 'milestone' | 'retainer', id: string, description: string, minor: bigint): PlannedLine => {
    const amount = money(minor, currency)
    const parts = [{ kind: source, id, amount }]
    return { source, role: null, rateMinor: null, minutes: null, description, amount, parts }
  }
  return [
    ...milestones.flatMap(({ id, name, amountMinor, state, live, isWrittenOff }) => {
      if (live !== null || amountMinor === 0n) return []
      if (isWrittenOff) leave('written_off', { milestones: 1 })
      else if (state !== 'accepted') leave('not_accepted', { milestones: 1 })
      else return [line('milestone', id, name, amountMinor)]
      return []
    }),
    ...retainers.flatMap(({ versionId, name, amountMinor, live, isWrittenOff }) =>
      live !== null || isWrittenOff || amountMinor <= 0n ? [] : [line('retainer', versionId, name, amountMinor)],
    ),
  ]
}

type Group = { role: RateRole; rateMinor: bigint; billed: number; live: bigint; parts: RunEntry[] }

const keyOf = ({ role, rateMinor }: { role: RateRole; rateMinor: bigint }) => `${rateMinor} ${role}`

/** One line for each role and rate; entries go in, by day, while everything together stays within what is left. */
function timeLines(
  { entries, currency }: RunFacts,
  open: readonly RunEntry[],
  room: bigint,
): { lines: PlannedLine[]; beyond: RunEntry[] } {
  const groups = new Map<string, Group>()
  const groupOf = (entry: RunEntry): Group => {
    const made = groups.get(keyOf(entry)) ?? { role: entry.role, rateMinor: entry.rateMinor, billed: 0, live: 0n, parts: [] }
    groups.set(keyOf(entry), made)
    return made
  }
  for (const entry of entries) {
    if (entry.live === null) continue
    const group = groupOf(entry)
    group.billed += entry.minutes
    group.live += entry.live
  }
  const beyond: RunEntry[] = []
  let used = 0n
  for (const entry of open) {
    const group = groupOf(entry)
    const before = amountOf(group, currency)
    group.parts.push(entry)
    const more = amountOf(group, currency) - before
    if (used + more > room) {
      group.parts.pop()
      beyond.push(entry)
    } else used += more
  }
  const lines = [...groups.values()].filter(({ parts }) => parts.length > 0).map((group) => lineOf(group, currency))
  return { lines, beyond }
}

const minutesOf = (parts: readonly { minutes: number }[]) => parts.reduce((sum, { minutes }) => sum + minutes, 0)

function amountOf({ role, rateMinor, billed, live, parts }: Group, currency: string): bigint {
  if (parts.length === 0) return 0n
  const whole = price([{ role, rateMinor, minutes: billed + minutesOf(parts) }], currency).minor - live
  return whole > 0n ? whole : 0n
}

function lineOf(group: Group, currency: string): PlannedLine {
  const { role, rateMinor, parts } = group
  const amount = money(amountOf(group, currency), currency)
  const shares = sharesOfLine(
    amount,
    parts.map(({ minutes }) => minutes),
  )
  return {
    ...{ source: 'time', role, rateMinor, amount },
    minutes: minutesOf(parts),
    description: '',
    parts: parts.map(({ id }, at) => ({ kind: 'time', id, amount: shares[at]! })),
  }
}

/** Whether minutes × rate is what a line says: one that was rounded together with earlier ones can differ by a unit. */
export function isExact({ minutes, rateMinor, amount }: Pick<PlannedLine, 'minutes' | 'rateMinor' | 'amount'>): boolean {
  if (minutes === null || rateMinor === null) return true
  return priceOfTime({ minutes, rateMinor }, amount.currency).minor === amount.minor
}

/** Something that an invoice bills and that can be credited. */
export type CreditPart = { readonly id: string; readonly position: number; readonly minutes: number; readonly amount: Money }

/** A line of a credit note: what it takes back of one line of the invoice. */
export type CreditLine = {
  readonly position: number
  readonly minutes: number
  readonly amount: Money
  readonly parts: readonly { readonly id: string; readonly fate: Fate }[]
}

/** The lines of a credit note over these parts, one for each line of the invoice that they stand in. */
export function planCredit(
  parts: readonly (CreditPart & { readonly fate: Fate })[],
  currency: string,
): { lines: CreditLine[]; net: Money } {
  const positions = [...new Set(parts.map(({ position }) => position))].sort((a, b) => a - b)
  const lines = positions.map((position) => {
    const of = parts.filter((part) => part.position === position)
    const amount = sumMoney(
      currency,
      of.map((part) => part.amount),
    )
    return { position, minutes: minutesOf(of), amount, parts: of.map(({ id, fate }) => ({ id, fate })) }
  })
  return {
    lines,
    net: sumMoney(
      currency,
      lines.map(({ amount }) => amount),
    ),
  }
}

/**
 * The tax of a credit note: what the tax on everything that is credited so far comes to, less what was credited of it. So the credit
 * notes of a whole invoice take back its tax to the last unit.
 */
export function creditTax(now: Money, before: { readonly net: Money; readonly tax: Money }, rateBp: number): Money {
  const whole = taxOn(sumMoney(now.currency, [before.net, now]), rateBp)
  return money(whole.minor - before.tax.minor, now.currency)
}
