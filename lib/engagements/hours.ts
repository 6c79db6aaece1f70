// Hours that an organisation has before they are worked: prepaid ones of a retainer, and those that its licence includes during the
// onboarding (services.md §1.9, §1.10). They stand in blocks, each with a ledger that is only added to; none falls below nothing.
import type { Instant } from '../kernel/time'
import { dayNumber, isoDate } from '../sla/zone'
import type { QuoteLine } from './quote-price'
import { HALF_DAY_MINUTES, type TimeClass, type TimeState } from './time'
import { byDayAndId, type CoveredTime } from './time-budget'

export const BLOCK_KINDS = ['prepaid', 'included'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

/** What a line of the ledger is. `restored`: prepaid hours that had expired; `extended`: an onboarding lasts longer, with no minutes. */
export const HOUR_KINDS = ['granted', 'drawn', 'returned', 'expired', 'restored', 'extended'] as const
export type HourKind = (typeof HOUR_KINDS)[number]

/** Days are ISO dates of the customer's zone; `endsOn` counts whole. Minutes are whole. */
export type Block = {
  readonly id: string
  readonly kind: BlockKind
  readonly opensOn: string
  readonly endsOn: string
  readonly grantedAt: Instant
  readonly balance: number
}

/** Prepaid hours last for twelve months, an onboarding ninety days with twenty-four hours (assumptions of services.md). */
export const PREPAID_MONTHS = 12
export const ONBOARDING_DAYS = 90
export const ONBOARDING_MINUTES = 24 * 60
/** An account manager lets an onboarding last so many days longer, all in all; a services lead any number. */
export const EXTENSION_DAYS = 30
/** Time of an onboarding is written at most so many days after its end. */
export const LATE_DAYS = 14
/** Expired hours come back within so many days. */
export const RESTORE_DAYS = 90
/** So many days before hours end people are told. */
export const END_NOTICES: Record<BlockKind, readonly number[]> = { prepaid: [60, 30, 7], included: [30, 14, 3] }

/** What an hour of work takes its time from; null where it is money. */
export function blockKindOf(model: string): BlockKind | null {
  if (model === 'retainer') return 'prepaid'
  return model === 'included' ? 'included' : null
}

/** The minutes that an order prepays: those of its lines of time that were taken, a half-day as 225. Rounded once. */
export function prepaidMinutes(lines: readonly Pick<QuoteLine, 'kind' | 'unit' | 'qtyMilli'>[]): number {
  const milli = lines
    .filter(({ kind, unit }) => kind === 'time' && unit !== 'piece')
    .reduce((sum, { unit, qtyMilli }) => sum + qtyMilli * (unit === 'half_day' ? Number(HALF_DAY_MINUTES) : 60), 0)
  return Math.floor(milli / 1_000 + 0.5)
}

/** The last day of prepaid hours that were ordered on a day: the same day a year later, 28 February for 29 February. */
export function prepaidUntil(orderedOn: string): string {
  const [year, month, day] = orderedOn.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + PREPAID_MONTHS + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + PREPAID_MONTHS, Math.min(day, last))).toISOString().slice(0, 10)
}

/** The last of so many days, the first one counted. */
export function lastOfDays(opensOn: string, days: number): string {
  return isoDate(dayNumber(opensOn) + days - 1)
}

/** Whether work of a day may take from a block. Prepaid hours pay for work before their order too. */
export function takesDay({ kind, opensOn, endsOn }: Block, workedOn: string): boolean {
  return workedOn <= endsOn && (kind === 'prepaid' || workedOn >= opensOn)
}

/** What ends first is used first, then what was granted first. */
export function inOrderOfUse(blocks: readonly Block[]): Block[] {
  return [...blocks].sort((a, b) => {
    if (a.endsOn !== b.endsOn) return a.endsOn < b.endsOn ? -1 : 1
    return a.grantedAt - b.grantedAt || (a.id < b.id ? -1 : 1)
  })
}

/** Shares hours out over time that waits, in the order of day and id: what no block has left is past them. */
export function coverHours(
  blocks: readonly Block[],
  waiting: readonly { readonly id: string; readonly workedOn: string; readonly minutes: number }[],
): CoveredTime[] {
  const left = inOrderOfUse(blocks).map((block) => ({ ...block }))
  return [...waiting].sort(byDayAndId).map(({ id, workedOn, minutes: wanted }) => {
    const charged = take(left, workedOn, wanted).reduce((sum, { minutes }) => sum + minutes, 0)
    return { id, charged, overrun: wanted - charged }
  })
}

type Left = { -readonly [Key in keyof Block]: Block[Key] }

function take(left: Left[], workedOn: string, wanted: number): { blockId: string; minutes: number }[] {
  let open = wanted
  return left.flatMap((block) => {
    const minutes = takesDay(block, workedOn) ? Math.min(open, block.balance) : 0
    if (minutes <= 0) return []
    open -= minutes
    block.balance -= minutes
    return [{ blockId: block.id, minutes }]
  })
}

/** Whether an entry has taken its minutes out of a block: what was approved, and stays so where it was written off later. */
export function isDrawn({ state, timeClass }: { state: TimeState; timeClass: TimeClass }): boolean {
  return (state === 'approved' || state === 'written_off') && (timeClass === 'retainer' || timeClass === 'included')
}

/** An entry that is to have drawn `minutes`, and what it has drawn so far. */
export type Drawing = {
  readonly id: string
  readonly workedOn: string
  readonly minutes: number
  readonly drawn: readonly { readonly blockId: string; readonly minutes: number }[]
}

/** A line to be added to a ledger; minutes below nothing are taken out. */
export type HourMove = {
  readonly blockId: string
  readonly entryId: string
  readonly kind: 'drawn' | 'returned'
  readonly minutes: number
}

/**
 * What has to be added to the ledgers so that every entry has drawn what it is to have: first what comes back, then what is taken,
 * in the order of day and entry. `missing`: minutes that no block has.
 */
export function planDraws(blocks: readonly Block[], drawings: readonly Drawing[]): { moves: HourMove[]; missing: number } {
  const left = inOrderOfUse(blocks).map((block) => ({ ...block }))
  const moves: HourMove[] = []
  let missing = 0
  const open: { id: string; workedOn: string; minutes: number }[] = []
  for (const { id, workedOn, minutes, drawn } of drawings) {
    let over = drawn.reduce((sum, each) => sum + each.minutes, 0) - minutes
    if (over < 0) open.push({ id, workedOn, minutes: -over })
    for (const each of drawn.toReversed()) {
      const back = Math.min(Math.max(over, 0), each.minutes)
      if (back === 0) continue
      over -= back
      const block = left.find(({ id }) => id === each.blockId)
      if (block) block.balance += back
      moves.push({ blockId: each.blockId, entryId: id, kind: 'returned', minutes: back })
    }
  }
  for (const { id, workedOn, minutes } of open.sort(byDayAndId)) {
    const taken = take(left, workedOn, minutes)
    missing += minutes - taken.reduce((sum, each) => sum + each.minutes, 0)
    moves.push(...taken.map((each) => ({ blockId: each.blockId, entryId: id, kind: 'drawn' as const, minutes: -each.minutes })))
  }
  return { moves, missing }
}

/** The notice that is due now, of those that nobody got for this end: the nearest. Days are whole ones, of the customer's zone. */
export function endNoticeDue(block: Block, today: string, told: readonly number[]): number | null {
  if (block.balance === 0 || today > block.endsOn) return null
  const left = dayNumber(block.endsOn) - dayNumber(today)
  const nearest = END_NOTICES[block.kind].filter((days) => left <= days).at(-1)
  return nearest === undefined || told.some((days) => days <= nearest) ? null : nearest
}

/** Whether an actor with this role may let an onboarding last until a day: an account manager for thirty days past its first end. */
export function mayLastUntil(endsOn: string, firstEndsOn: string, isServicesLead: boolean): boolean {
  return isServicesLead || dayNumber(endsOn) - dayNumber(firstEndsOn) <= EXTENSION_DAYS
}
