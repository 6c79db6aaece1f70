// Which rate a line is quoted at (services.md §1.3). There is no default: where no card has the rate, somebody has to publish one.
import type { Money } from '../kernel/money'

export const RATE_ROLES = ['consultant', 'senior_consultant', 'data_scientist', 'trainer', 'project_manager'] as const
export type RateRole = (typeof RATE_ROLES)[number]
/** A role as a screen or a paper says it. */
export const ROLE_WORDS: Record<RateRole, string> = {
  consultant: 'Consultant',
  senior_consultant: 'Senior consultant',
  data_scientist: 'Data scientist',
  trainer: 'Trainer',
  project_manager: 'Project manager',
}
export const RATE_UNITS = ['hour', 'half_day'] as const
export type RateUnit = (typeof RATE_UNITS)[number]

export type Rate = { readonly role: RateRole; readonly unit: RateUnit; readonly amountMinor: bigint }
/** What a card says from a day on, until its next version. `effectiveFrom` is an ISO date. */
export type RateCardVersion = { readonly id: string; readonly effectiveFrom: string; readonly rates: readonly Rate[] }
/** `organisationId` null: the card of its region. */
export type RateCard = {
  readonly id: string
  readonly regionCode: string
  readonly currency: string
  readonly organisationId: string | null
  readonly versions: readonly RateCardVersion[]
}

export type RateQuestion = {
  readonly organisationId: string
  readonly regionCode: string
  readonly currency: string
  readonly role: RateRole
  readonly unit: RateUnit
  /** The date of the quote, an ISO date. */
  readonly on: string
}

/** The rate with the version that says so, or why there is none. */
export type RateAnswer = { readonly rate: Money; readonly versionId: string } | { readonly missing: 'card' | 'version' | 'rate' }

/**
 * The rate of the organisation's own card in the currency of the quote once that is in force, else of its region's card; of the version
 * in force on the date. Of an organisation that moved, its own card of the region where it is now goes before those of others, and of
 * those the one that was published for the latest day. A card of its own that lacks the rate is asked no further: the organisation has its own prices, and this one is
 * not among them.
 */
export function resolveRate(cards: readonly RateCard[], question: RateQuestion): RateAnswer {
  const { organisationId, regionCode, currency, role, unit, on } = question
  const inCurrency = cards.filter((card) => card.currency === currency)
  const day = ({ versions }: RateCard) => versionOn(versions, on)?.effectiveFrom ?? ''
  const own = inCurrency
    .filter((each) => each.organisationId === organisationId && day(each) !== '')
    .toSorted((a, b) => (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : a.regionCode < b.regionCode ? -1 : 1))
  const card =
    own.find((each) => each.regionCode === regionCode) ??
    own[0] ??
    inCurrency.find((each) => each.organisationId === null && each.regionCode === regionCode)
  if (!card) return { missing: 'card' }
  const version = versionOn(card.versions, on)
  if (!version) return { missing: 'version' }
  const rate = version.rates.find((each) => each.role === role && each.unit === unit)
  return rate ? { rate: { minor: rate.amountMinor, currency }, versionId: version.id } : { missing: 'rate' }
}

/** The version in force on a day: the last one that began on it or before. */
export function versionOn(versions: readonly RateCardVersion[], on: string): RateCardVersion | undefined {
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .reduce<RateCardVersion | undefined>(
      (last, each) => (last && last.effectiveFrom > each.effectiveFrom ? last : each),
      undefined,
    )
}
